import { inBusiness } from "@frontdesk/db/tenant-transaction";
import { buildBusiness, type TestBusiness } from "@frontdesk/testing/build-business";
import { advanceTime, drainJobs, runInbound } from "@frontdesk/testing/run-work";
import { quoteBack } from "@frontdesk/testing/scripted-engine";
import { postWebhook } from "@frontdesk/testing/signed-webhook";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { messagesBody } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { systemScope } from "../scope.ts";
import { answerConversation } from "./answer-conversation.ts";
import { openTurn } from "./open-turn.ts";

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
async function customerAsks(
  business: TestBusiness,
  text: string,
): Promise<{ businessId: string; conversationId: string }> {
  posted += 1;
  await postWebhook(
    product.deps,
    messagesBody(business, [{ id: `wamid.CRASH${posted}`, text, at: product.deps.clock() }]),
  );
  await runInbound(product.deps);
  const { id } = await product.database.rows.conversation.findFirstOrThrow({ where: { businessId: business.id } });
  return { businessId: business.id, conversationId: id };
}

/** What a worker leaves that dies while the engine thinks. */
function crash(work: { businessId: string; conversationId: string }) {
  const scope = systemScope(work.businessId, "agent");
  return inBusiness(product.deps.db, scope, (tx) =>
    openTurn(tx, scope, work.conversationId, { now: product.deps.clock(), engine: "embedded" }),
  );
}

async function judge(business: TestBusiness) {
  const { rows } = product.database;
  const where = { businessId: business.id };
  const runs = await rows.agentRun.findMany({ where, orderBy: { id: "asc" } });
  const entries = await rows.usageEntry.findMany({ where });
  return {
    outcomes: runs.map((run) => run.outcome),
    used: (await rows.usagePeriod.findFirst({ where }))?.messagesUsed,
    entries: entries.reduce((sum, entry) => sum + entry.amount, 0),
    conversation: await rows.conversation.findFirstOrThrow({ where }),
  };
}

it("answers after crashes, closes what they left, and uses one reply", async () => {
  const { database, deps, graph } = product;
  const business = await buildBusiness(database);
  const work = await customerAsks(business, "still there?");
  await crash(work);
  await crash(work);
  await drainJobs(deps);
  expect(graph.sends.map((send) => send.text)).toEqual(["Re: still there?"]);
  expect(await judge(business)).toMatchObject({
    outcomes: ["FAILED", "FAILED", "ANSWER"],
    used: 1,
    entries: 1,
    conversation: { answerTries: 0, answerAt: null },
  });
});

it("hands a turn over to a person that ended its worker three times, and asks the engine no more", async () => {
  const { database, deps, engine, graph } = product;
  const business = await buildBusiness(database);
  const work = await customerAsks(business, "poison");
  for (let died = 0; died < 3; died += 1) expect(await crash(work)).not.toBeNull();
  await drainJobs(deps);
  await advanceTime(deps, 600_000);
  await drainJobs(deps);
  expect([engine.turns, graph.sends]).toEqual([[], []]);
  expect(await judge(business)).toMatchObject({
    outcomes: ["FAILED", "FAILED", "FAILED"],
    used: 0,
    entries: 0,
    conversation: { handler: "NEEDS_PERSON", handlerReason: "The agent could not answer", answerAt: null },
  });
});

it("gives back the reply of a crashed turn when a newer message is answered with it", async () => {
  const { database, deps, graph } = product;
  const business = await buildBusiness(database);
  await crash(await customerAsks(business, "one"));
  await customerAsks(business, "two");
  await drainJobs(deps);
  expect(graph.sends.map((send) => send.text)).toEqual(["Re: one + two"]);
  expect(await judge(business)).toMatchObject({ outcomes: ["FAILED", "ANSWER"], used: 1, entries: 1 });
});

it("counts no try and no reply when the worker is stopped while the engine thinks, and answers later", async () => {
  const { database, deps, engine, graph } = product;
  const business = await buildBusiness(database);
  const work = await customerAsks(business, "mid-deploy");
  await database.query("DELETE FROM pgboss.job WHERE singleton_key = $1", [work.conversationId]);
  const stopping = new AbortController();
  engine.script = (_, signal) => {
    stopping.abort();
    signal.throwIfAborted();
    throw new Error("The signal did not reach the engine");
  };
  await answerConversation(deps, work, stopping.signal);
  expect(await judge(business)).toMatchObject({
    outcomes: ["DISCARDED"],
    used: 0,
    entries: 0,
    conversation: { handler: "AGENT", answerTries: 0 },
  });
  engine.script = quoteBack;
  await drainJobs(deps);
  expect(graph.sends.map((send) => send.text)).toEqual(["Re: mid-deploy"]);
  expect(await judge(business)).toMatchObject({ outcomes: ["DISCARDED", "ANSWER"], used: 1, entries: 1 });
});
