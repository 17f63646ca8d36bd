import { buildBusiness, type TestBusiness } from "@frontdesk/testing/build-business";
import { advanceTime, drainJobs, runEverything, runInbound } from "@frontdesk/testing/run-work";
import { type ScriptedGraph, startScriptedGraph } from "@frontdesk/testing/scripted-graph";
import { postWebhook } from "@frontdesk/testing/signed-webhook";
import { openTestDatabase, type TestDatabase } from "@frontdesk/testing/test-database";
import { createTestDeps, type TestDeps } from "@frontdesk/testing/test-deps";
import { changeBody, messagesBody, statusBody } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { getConversation } from "../conversation/get-conversation.ts";
import { answerConversation } from "./answer-conversation.ts";

let database: TestDatabase;
let graph: ScriptedGraph;
let deps: TestDeps;
beforeAll(async () => {
  database = await openTestDatabase();
  graph = await startScriptedGraph();
  deps = await createTestDeps({ databaseUrl: database.databaseUrl, graphUrl: graph.url });
});
afterAll(async () => {
  await deps.close();
  await graph.close();
  await database.close();
});
beforeEach(() => {
  graph.sends.length = 0;
});

const KNOWLEDGE = [{ question: "Where are you?", answer: "We are at 16 Example Street." }];

let written = 0;
async function write(business: TestBusiness, text: string): Promise<string> {
  written += 1;
  const id = `wamid.WISH${written}`;
  await postWebhook(deps, messagesBody(business, [{ id, text, at: deps.clock() }]));
  return id;
}

async function ask(business: TestBusiness, text: string): Promise<string[]> {
  const before = graph.sends.length;
  await write(business, text);
  await runEverything(deps);
  await advanceTime(deps, 60_000);
  await runEverything(deps);
  return graph.sends.slice(before).map((send) => send.text);
}

const conversationOf = (business: TestBusiness) =>
  database.rows.conversation.findFirstOrThrow({ where: { businessId: business.id } });

it("leaves a customer alone who says stop, confirms it once, and answers again after start", async () => {
  const business = await buildBusiness(database, { knowledge: KNOWLEDGE });
  expect(await ask(business, "STOP")).toHaveLength(1);
  expect(await conversationOf(business)).toMatchObject({ handler: "PAUSED" });
  expect(await ask(business, "where are you?")).toEqual([]);
  expect(await ask(business, "start")).toHaveLength(1);
  const [answer] = await ask(business, "where are you?");
  expect(answer).toContain("16 Example Street");
});

it("says that an assistant answers with its first reply, and again only after a day", async () => {
  const business = await buildBusiness(database, { knowledge: KNOWLEDGE });
  const disclosure = "You are chatting with an automated assistant.";
  await database.rows.agentSettings.update({
    where: { businessId: business.id },
    data: { disclosureText: disclosure },
  });
  const [first] = await ask(business, "where are you?");
  const [second] = await ask(business, "where are you exactly?");
  await advanceTime(deps, 25 * 3_600_000);
  const [dayAfter] = await ask(business, "where are you?");
  expect(first).toContain(disclosure);
  expect(second).not.toContain(disclosure);
  expect(dayAfter).toContain(disclosure);
});

it("lets nobody wait for an answer to a thank-you", async () => {
  const business = await buildBusiness(database, { knowledge: KNOWLEDGE });
  await ask(business, "where are you?");
  expect(await ask(business, "ok 👍")).toEqual([]);
  expect(await conversationOf(business)).toMatchObject({ handler: "AGENT", waitingSince: null });
});

it("takes back the answer to a message that was unsent, and keeps no quote of it", async () => {
  const business = await buildBusiness(database, { knowledge: KNOWLEDGE });
  const secret = "my door code is 4711, can you bake a rocket cake?";
  const id = await write(business, secret);
  await runInbound(deps);
  await advanceTime(deps, 60_000);
  const { id: conversationId } = await conversationOf(business);
  await answerConversation(deps, { businessId: business.id, conversationId });
  expect((await conversationOf(business)).handlerReason).toContain("4711");

  const unsend = {
    from: "12025550147",
    id: "wamid.UNSEND",
    timestamp: String(Math.floor(deps.clock().getTime() / 1000)),
    type: "revoke",
    revoke: { original_message_id: id },
  };
  await postWebhook(
    deps,
    changeBody(business, { contacts: [{ profile: { name: "Ana Ruiz" }, wa_id: "12025550147" }], messages: [unsend] }),
  );
  await runInbound(deps);
  await drainJobs(deps);
  expect(graph.sends).toEqual([]);
  const events = await database.rows.conversationEvent.findMany({ where: { businessId: business.id } });
  expect(JSON.stringify([events, await conversationOf(business)])).not.toContain("4711");
});

it("believes WhatsApp that the reply window is closed", async () => {
  const business = await buildBusiness(database, { knowledge: KNOWLEDGE });
  await ask(business, "where are you?");
  const sent = await database.rows.message.findFirstOrThrow({
    where: { businessId: business.id, direction: "OUTBOUND" },
  });
  const { id } = await conversationOf(business);
  expect((await getConversation(deps, business.scope, id)).replyWindow.open).toBe(true);
  await postWebhook(
    deps,
    statusBody(business, { id: sent.providerMessageId ?? "", status: "failed", at: deps.clock(), errorCode: 131047 }),
  );
  await runInbound(deps);
  expect((await getConversation(deps, business.scope, id)).replyWindow.open).toBe(false);
});
