import { setTimeout as sleep } from "node:timers/promises";
import { buildBusiness, buildConversation } from "@frontdesk/testing/build-business";
import { runInbound, startWorker } from "@frontdesk/testing/run-work";
import { answerWith } from "@frontdesk/testing/scripted-engine";
import type { SendFate } from "@frontdesk/testing/scripted-graph";
import { postWebhook } from "@frontdesk/testing/signed-webhook";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { messagesBody } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { answerConversation } from "../agent/answer-conversation.ts";
import { deliverConversation } from "./deliver-conversation.ts";
import { replyToConversation } from "./reply-to-conversation.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct({ isClockRunning: true });
});
afterAll(() => product.close());

it("keeps a conversation's order and sends each message once while two workers and many writers race", async () => {
  const { database, deps, graph, engine } = product;
  const business = await buildBusiness(database);
  const workers = [await product.startAnother({ role: "worker" }), await product.startAnother({ role: "worker" })];
  graph.decide = async (_, index): Promise<SendFate> => {
    await sleep(index % 3);
    return "accept";
  };
  engine.script = async (turn) => {
    await sleep(5);
    return answerWith(`Re: ${turn.incoming.join(" + ")}`);
  };
  await Promise.all(workers.map((worker) => startWorker(worker)));
  const customers = ["12025550101", "12025550102", "12025550103"];
  const perCustomer = 8;
  for (let round = 0; round < perCustomer; round += 1) {
    const at = new Date(deps.clock().getTime() + round * 1_000);
    await Promise.all(
      customers.map((from) =>
        postWebhook(deps, messagesBody(business, [{ id: `wamid.${from}.${round}`, from, text: `q${round}`, at }])),
      ),
    );
    await Promise.all(workers.map((worker) => runInbound(worker)));
  }
  await vi.waitFor(
    async () => {
      expect(await database.rows.message.count({ where: { needsAnswer: true } })).toBe(0);
      expect(await database.rows.message.count({ where: { direction: "OUTBOUND", status: { not: "SENT" } } })).toBe(0);
    },
    { timeout: 20_000, interval: 50 },
  );
  const ids = graph.sends.map((send) => send.correlationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(await database.rows.message.count({ where: { direction: "OUTBOUND" } })).toBe(ids.length);
  for (const from of customers) {
    const answered = graph.sends
      .filter((send) => send.to === `+${from}`)
      .flatMap((send) => send.text.replace("Re: ", "").split(" + "));
    // Every question answered once, in the order in which it was asked.
    expect(answered).toEqual(Array.from({ length: perCustomer }, (_, index) => `q${index}`));
  }
  const runs = await database.rows.agentRun.count({ where: { outcome: "ANSWER" } });
  expect((await database.rows.usagePeriod.findFirst())?.messagesUsed).toBe(runs);
  expect(await database.rows.agentRun.count({ where: { outcome: "RUNNING" } })).toBe(0);
});

it("sends nothing twice even when two handlers run on one conversation against the queue's rules", async () => {
  const { database, deps, graph } = product;
  const business = await buildBusiness(database);
  const conversation = await buildConversation(database, business, deps.clock());
  graph.sends.length = 0;
  graph.decide = async (): Promise<SendFate> => {
    await sleep(20);
    return "accept";
  };
  for (const text of ["a", "b", "c", "d"])
    await replyToConversation(deps, business.scope, { conversationId: conversation.id, text });
  const work = { businessId: business.id, conversationId: conversation.id };
  await Promise.all([1, 2, 3].map(() => deliverConversation(deps, work)));
  const ids = graph.sends.map((send) => send.correlationId);
  expect(new Set(ids).size).toBe(ids.length);
  const states = await database.rows.message.findMany({
    where: { conversationId: conversation.id, direction: "OUTBOUND" },
    select: { status: true },
  });
  // One run may give up what another has claimed and not sent yet: that is then a person's to send, and nobody sends it.
  expect(states.filter(({ status }) => status === "SENT")).toHaveLength(ids.length);
  expect(states.filter(({ status }) => status !== "SENT" && status !== "UNKNOWN")).toEqual([]);
});

it("answers once when two handlers think about the same message", async () => {
  const { database, deps, graph, engine } = product;
  const business = await buildBusiness(database);
  engine.script = async () => {
    await sleep(30);
    return answerWith("once");
  };
  await postWebhook(
    deps,
    messagesBody(business, [{ id: "wamid.TWICE", text: "hi", at: deps.clock(), from: "12025550177" }]),
  );
  await runInbound(deps);
  const conversation = await database.rows.conversation.findFirstOrThrow({ where: { businessId: business.id } });
  const work = { businessId: business.id, conversationId: conversation.id };
  graph.sends.length = 0;
  await Promise.all([answerConversation(deps, work), answerConversation(deps, work)]);
  expect(await database.rows.message.count({ where: { businessId: business.id, direction: "OUTBOUND" } })).toBe(1);
  const outcomes = await database.rows.agentRun.findMany({
    where: { businessId: business.id },
    select: { outcome: true },
    orderBy: { outcome: "asc" },
  });
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["ANSWER", "DISCARDED"]);
  expect(await database.rows.usagePeriod.findFirst({ where: { businessId: business.id } })).toMatchObject({
    messagesUsed: 1,
  });
});
