import { inBusiness } from "@frontdesk/db/tenant-transaction";
import { enqueue } from "@frontdesk/jobs/enqueue";
import { buildBusiness, buildConversation, buildOutbound } from "@frontdesk/testing/build-business";
import { advanceTime, drainJobs } from "@frontdesk/testing/run-work";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { sweepUnfinishedWork } from "../admin/sweep-unfinished-work.ts";
import { replyToConversation } from "./reply-to-conversation.ts";
import { resumeDeliveries } from "./resume-deliveries.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());
beforeEach(() => {
  product.graph.decide = () => "accept";
  product.graph.sends.length = 0;
});

async function openConversation() {
  const { database, deps } = product;
  const business = await buildBusiness(database);
  const conversation = await buildConversation(database, business, deps.clock());
  const reply = async (text: string) =>
    (await replyToConversation(deps, business.scope, { conversationId: conversation.id, text })).messageId;
  const statusOf = async (id: string) => (await database.rows.message.findFirst({ where: { id } }))?.status;
  return { business, conversation, reply, statusOf };
}

it("never lets a fresh message overtake a failed try, and waits as its back-off says", async () => {
  const { database, deps, graph } = product;
  const { reply, statusOf } = await openConversation();
  graph.decide = (_, index) => (index < 2 ? { httpStatus: 429, code: 130429 } : "accept");
  const first = await reply("first");
  await drainJobs(deps);
  expect(await database.rows.message.findFirst({ where: { id: first } })).toMatchObject({
    status: "QUEUED",
    attempts: 1,
    notBefore: new Date(deps.clock().getTime() + 1_000),
  });
  const second = await reply("second");
  await drainJobs(deps);
  expect(graph.sends.map((send) => send.text)).toEqual(["first"]);
  await advanceTime(deps, 500);
  await drainJobs(deps);
  expect(graph.sends).toHaveLength(1);
  await advanceTime(deps, 500);
  await drainJobs(deps);
  expect(graph.sends.map((send) => send.text)).toEqual(["first", "first"]);
  await advanceTime(deps, 2_000);
  await drainJobs(deps);
  expect(graph.sends.filter((send) => send.isAccepted).map((send) => send.text)).toEqual(["first", "second"]);
  expect([await statusOf(first), await statusOf(second)]).toEqual(["SENT", "SENT"]);
});

it("sends a person's reply at once when they take over during the back-off of the agent's", async () => {
  const { database, deps, graph } = product;
  const { business, conversation, reply, statusOf } = await openConversation();
  graph.decide = (send) =>
    send.text === "agent's" ? { httpStatus: 429, code: 130429, retryAfterSeconds: 600 } : "accept";
  const agents = await buildOutbound(database, business, conversation, { occurredAt: deps.clock(), text: "agent's" });
  await inBusiness(deps.db, business.scope, (tx) =>
    enqueue(tx, "deliver", { businessId: business.id, conversationId: conversation.id }),
  );
  await drainJobs(deps);
  const mine = await reply("a person's");
  await drainJobs(deps);
  expect(await statusOf(agents)).toBe("FAILED");
  expect(await statusOf(mine)).toBe("SENT");
  expect(graph.sends.map((send) => send.text)).toEqual(["agent's", "a person's"]);
});

it("fails what can't succeed at once, shows it, and goes on with the next", async () => {
  const { database, deps, graph } = product;
  const { business, conversation, reply, statusOf } = await openConversation();
  graph.decide = (send) => (send.text === "bad" ? { httpStatus: 400, code: 131026 } : "accept");
  const ids = [await reply("bad"), await reply("good")];
  await drainJobs(deps);
  expect(await Promise.all(ids.map(statusOf))).toEqual(["FAILED", "SENT"]);
  expect(await database.rows.conversation.findFirst({ where: { id: conversation.id } })).toMatchObject({
    hasFailedSend: true,
  });
  expect(await database.rows.message.findFirst({ where: { businessId: business.id, status: "FAILED" } })).toMatchObject(
    { failureReason: "recipient_unreachable", failureText: expect.stringContaining("WhatsApp") },
  );
  expect(graph.sends).toHaveLength(2);
});

it("gives up after eight tries that were refused for the time being", async () => {
  const { deps, graph } = product;
  const { reply, statusOf } = await openConversation();
  graph.decide = () => ({ httpStatus: 503, code: 2 });
  const id = await reply("again and again");
  for (let round = 0; round < 12; round += 1) {
    await drainJobs(deps);
    await advanceTime(deps, 900_000);
  }
  expect(graph.sends).toHaveLength(8);
  expect(await statusOf(id)).toBe("FAILED");
});

it("holds a whole queue after one refused token, keeps its order, and the sweep finds nothing to do", async () => {
  const { database, deps, graph } = product;
  const { business, reply, statusOf } = await openConversation();
  graph.decide = () => ({ httpStatus: 401, code: 190 });
  const ids = [await reply("one"), await reply("two")];
  await drainJobs(deps);
  ids.push(await reply("three"));
  await drainJobs(deps);
  expect(graph.sends).toHaveLength(1);
  expect(await Promise.all(ids.map(statusOf))).toEqual(["QUEUED", "QUEUED", "QUEUED"]);
  expect(await database.rows.integration.findFirst({ where: { businessId: business.id } })).toMatchObject({
    status: "NEEDS_RECONNECT",
  });
  await advanceTime(deps, 600_000);
  expect(await sweepUnfinishedWork(deps)).toBe(0);

  await database.rows.integration.updateMany({ where: { businessId: business.id }, data: { status: "ACTIVE" } });
  graph.decide = () => "accept";
  await resumeDeliveries(deps, { businessId: business.id, integrationId: business.integrationId });
  await drainJobs(deps);
  expect(graph.sends.filter((send) => send.isAccepted).map((send) => send.text)).toEqual(["one", "two", "three"]);
});
