import { setTimeout as sleep } from "node:timers/promises";
import { buildBusiness, type TestBusiness } from "@frontdesk/testing/build-business";
import { advanceTime, drainJobs, runEverything, runInbound } from "@frontdesk/testing/run-work";
import { answerWith, quoteBack } from "@frontdesk/testing/scripted-engine";
import { postWebhook } from "@frontdesk/testing/signed-webhook";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { changeBody, messagesBody } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { takeOverConversation } from "../outbound/take-over.ts";
import { answerConversation } from "./answer-conversation.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());
beforeEach(() => {
  product.engine.script = quoteBack;
  product.engine.turns.length = 0;
  product.graph.sends.length = 0;
});

let posted = 0;
async function customerWrites(business: TestBusiness, text: string): Promise<string> {
  posted += 1;
  await postWebhook(
    product.deps,
    messagesBody(business, [{ id: `wamid.GUARD${posted}`, text, at: product.deps.clock() }]),
  );
  await runInbound(product.deps);
  return `wamid.GUARD${posted}`;
}
const rowsOf = (business: TestBusiness) => ({
  conversation: () => product.database.rows.conversation.findFirstOrThrow({ where: { businessId: business.id } }),
  outcomes: async () =>
    (await product.database.rows.agentRun.findMany({ where: { businessId: business.id }, orderBy: { id: "asc" } })).map(
      (run) => run.outcome,
    ),
  used: async () =>
    (await product.database.rows.usagePeriod.findFirst({ where: { businessId: business.id } }))?.messagesUsed ?? 0,
  entries: async () =>
    (await product.database.rows.usageEntry.findMany({ where: { businessId: business.id } })).reduce(
      (sum, entry) => sum + entry.amount,
      0,
    ),
  notes: async () =>
    (
      await product.database.rows.conversationEvent.findMany({
        where: { businessId: business.id },
        orderBy: { id: "asc" },
      })
    ).map((event) => event.kind),
});

it("sends nothing when a person takes over while the engine thinks", async () => {
  const { database, deps, graph, engine } = product;
  const business = await buildBusiness(database);
  const rows = rowsOf(business);
  await customerWrites(business, "hello?");
  const { id } = await rows.conversation();
  engine.script = async (turn) => {
    await takeOverConversation(deps, business.scope, id);
    return quoteBack(turn);
  };
  await runEverything(deps);
  expect(graph.sends).toEqual([]);
  expect(await database.rows.message.count({ where: { businessId: business.id, direction: "OUTBOUND" } })).toBe(0);
  expect(await rows.outcomes()).toEqual(["DISCARDED"]);
  expect([await rows.used(), await rows.entries()]).toEqual([0, 0]);
  expect(await rows.conversation()).toMatchObject({ handler: "MEMBER", assigneeId: business.ownerId, answerAt: null });
});

it("takes back an answer that was queued but not sent when a person takes over", async () => {
  const { database, deps, graph } = product;
  const business = await buildBusiness(database);
  await customerWrites(business, "hello?");
  const { id } = await rowsOf(business).conversation();
  await answerConversation(deps, { businessId: business.id, conversationId: id });
  await takeOverConversation(deps, business.scope, id);
  await drainJobs(deps);
  expect(graph.sends).toEqual([]);
  expect(
    await database.rows.message.findFirst({ where: { businessId: business.id, direction: "OUTBOUND" } }),
  ).toMatchObject({ status: "FAILED", failureReason: "superseded" });
  expect((await rowsOf(business).conversation()).hasFailedSend).toBe(false);
});

it("drops the draft and answers both together when something newer comes while the engine thinks", async () => {
  const { database, deps, graph, engine } = product;
  const business = await buildBusiness(database);
  const rows = rowsOf(business);
  await customerWrites(business, "first");
  engine.script = async (turn) => {
    if (engine.turns.length === 1) await customerWrites(business, "second");
    return quoteBack(turn);
  };
  await runEverything(deps);
  expect(graph.sends.map((send) => send.text)).toEqual(["Re: first + second"]);
  expect(await rows.outcomes()).toEqual(["DISCARDED", "ANSWER"]);
  expect([await rows.used(), await rows.entries()]).toEqual([1, 1]);
});

it("counts the reply that is sent after an earlier one was dropped because its message was unsent", async () => {
  const { database, deps, graph, engine } = product;
  const business = await buildBusiness(database);
  const rows = rowsOf(business);
  const first = await customerWrites(business, "first");
  await customerWrites(business, "second");
  engine.script = async (turn) => {
    if (engine.turns.length === 1) {
      const message = {
        from: "12025550147",
        id: "wamid.UNSENT",
        timestamp: String(deps.clock().getTime() / 1_000),
        type: "revoke",
        revoke: { original_message_id: first },
      };
      await postWebhook(deps, changeBody(business, { messages: [message] }));
      await runInbound(deps);
    }
    return quoteBack(turn);
  };
  await runEverything(deps);
  expect(graph.sends.map((send) => send.text)).toEqual(["Re: second"]);
  expect([await rows.used(), await rows.entries()]).toEqual([1, 1]);
});

it("tries a failing engine once more, then hands over to a person, without using up a reply", async () => {
  const { database, deps, graph, engine } = product;
  const business = await buildBusiness(database);
  const rows = rowsOf(business);
  engine.script = () => {
    throw new Error("model unavailable");
  };
  await customerWrites(business, "anyone?");
  await drainJobs(deps);
  expect(engine.turns).toHaveLength(1);
  await advanceTime(deps, 2_000);
  await drainJobs(deps);
  await advanceTime(deps, 600_000);
  await drainJobs(deps);
  expect(engine.turns).toHaveLength(2);
  expect(graph.sends).toEqual([]);
  expect(await rows.outcomes()).toEqual(["FAILED", "FAILED"]);
  expect(await rows.conversation()).toMatchObject({
    handler: "NEEDS_PERSON",
    handlerReason: "The agent could not answer",
    answerAt: null,
    waitingSince: expect.any(Date),
  });
  expect(await rows.notes()).toEqual(["handed_over"]);
  expect([await rows.used(), await rows.entries()]).toEqual([0, 0]);
});

it("answers after one failed try, and uses one reply", async () => {
  const { database, deps, graph, engine } = product;
  const business = await buildBusiness(database);
  const rows = rowsOf(business);
  engine.script = (turn) => {
    if (engine.turns.length === 1) throw new Error("model unavailable");
    return quoteBack(turn);
  };
  await customerWrites(business, "again?");
  await drainJobs(deps);
  await advanceTime(deps, 2_000);
  await drainJobs(deps);
  expect(graph.sends.map((send) => send.text)).toEqual(["Re: again?"]);
  expect(await rows.outcomes()).toEqual(["FAILED", "ANSWER"]);
  expect([await rows.used(), await rows.entries()]).toEqual([1, 1]);
});

it("asks a person and sends nothing once the month's replies are used up, also for two conversations at once", async () => {
  const { database, deps, graph, engine } = product;
  const business = await buildBusiness(database, { messagesLimit: 1 });
  engine.script = async () => {
    await sleep(10);
    return answerWith("the only one");
  };
  for (const from of ["12025550121", "12025550122", "12025550123"])
    await postWebhook(deps, messagesBody(business, [{ id: `wamid.LIMIT${from}`, text: "hi", at: deps.clock(), from }]));
  await runInbound(deps);
  const conversations = await database.rows.conversation.findMany({ where: { businessId: business.id } });
  await Promise.all(
    conversations.map(({ id }) => answerConversation(deps, { businessId: business.id, conversationId: id })),
  );
  await drainJobs(deps);
  expect(graph.sends).toHaveLength(1);
  expect(engine.turns).toHaveLength(1);
  expect(await rowsOf(business).used()).toBe(1);
  const handlers = (await database.rows.conversation.findMany({ where: { businessId: business.id } }))
    .map(({ handler }) => handler)
    .sort();
  expect(handlers).toEqual(["AGENT", "NEEDS_PERSON", "NEEDS_PERSON"]);
  expect(await rowsOf(business).notes()).toEqual(["limit_reached", "limit_reached"]);
});

it("hands over with a note that stands in the thread, and the customer still counts as waiting", async () => {
  const { database, deps, graph, engine } = product;
  const business = await buildBusiness(database);
  engine.script = () => ({
    kind: "handover",
    reason: "asked",
    markdown: "A colleague answers you here.",
    note: "The customer asked for a person",
    found: [],
    pNone: null,
  });
  await customerWrites(business, "a person please");
  await runEverything(deps);
  expect(graph.sends.map((send) => send.text)).toEqual(["A colleague answers you here."]);
  expect(await rowsOf(business).conversation()).toMatchObject({
    handler: "NEEDS_PERSON",
    handlerReason: "The customer asked for a person",
    waitingSince: expect.any(Date),
    answerAt: null,
  });
  expect(await database.rows.conversationEvent.findMany({ where: { businessId: business.id } })).toMatchObject([
    { kind: "handed_over", text: "Handed over: The customer asked for a person" },
  ]);
});
