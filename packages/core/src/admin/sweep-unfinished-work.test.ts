import { buildBusiness, buildConversation } from "@frontdesk/testing/build-business";
import { drainJobs } from "@frontdesk/testing/run-work";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { afterAll, beforeAll, expect, it } from "vitest";
import { replyToConversation } from "../outbound/reply-to-conversation.ts";
import { sweepUnfinishedWork } from "./sweep-unfinished-work.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());

it("writes the job of work that has none, and reports no work whose job waits, runs or is tried again", async () => {
  const { database, deps, graph } = product;
  const business = await buildBusiness(database);
  const conversation = await buildConversation(database, business, deps.clock());
  await replyToConversation(deps, business.scope, { conversationId: conversation.id, text: "late" });
  deps.time.advance(300_000);
  for (const state of ["created", "active", "retry"]) {
    await database.query(`UPDATE pgboss.job SET state = $2 WHERE singleton_key = $1`, [conversation.id, state]);
    expect([state, await sweepUnfinishedWork(deps)]).toEqual([state, 0]);
  }
  expect(deps.logged.filter((line) => line.level === "error")).toEqual([]);
  await database.query("DELETE FROM pgboss.job WHERE singleton_key = $1", [conversation.id]);
  expect(await sweepUnfinishedWork(deps)).toBe(1);
  expect(deps.logged.filter((line) => line.level === "error")).toHaveLength(1);
  await drainJobs(deps);
  expect(graph.sends.map((send) => send.text)).toEqual(["late"]);
});
