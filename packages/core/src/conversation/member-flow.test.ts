import { newId } from "@frontdesk/db/new-id";
import { buildBusiness, buildConversation, buildMember, buildOutbound } from "@frontdesk/testing/build-business";
import { advanceTime, drainJobs, runEverything } from "@frontdesk/testing/run-work";
import { postWebhook } from "@frontdesk/testing/signed-webhook";
import { checksumTables } from "@frontdesk/testing/table-checksums";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { messagesBody } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { getCustomer } from "../customer/get-customer.ts";
import { replyToConversation, resendMessage } from "../outbound/reply-to-conversation.ts";
import { takeOverConversation } from "../outbound/take-over.ts";
import { getConversation } from "./get-conversation.ts";
import { readThread } from "./read-thread.ts";
import {
  giveBackConversation,
  markConversationRead,
  reopenConversation,
  resolveConversation,
} from "./set-conversation-state.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());
beforeEach(() => {
  product.graph.sends.length = 0;
  product.graph.decide = () => "accept";
});

async function openConversation() {
  const { database, deps } = product;
  const business = await buildBusiness(database);
  const conversation = await buildConversation(database, business, deps.clock());
  const row = () => database.rows.conversation.findFirstOrThrow({ where: { id: conversation.id } });
  const notes = async () =>
    (
      await database.rows.conversationEvent.findMany({
        where: { conversationId: conversation.id },
        orderBy: { id: "asc" },
      })
    ).map((event) => event.text);
  return { business, conversation, row, notes };
}

it("takes over by writing; the reply goes out by the same row and job as the agent's", async () => {
  const { database, deps, graph, engine } = product;
  const { business, conversation, row, notes } = await openConversation();
  const { userId, scope } = await buildMember(database, business);
  const { messageId } = await replyToConversation(deps, scope, {
    conversationId: conversation.id,
    text: "I'll see to it",
  });
  await drainJobs(deps);
  expect(graph.sends).toMatchObject([{ text: "I'll see to it", correlationId: messageId, to: "+12025550147" }]);
  expect(await database.rows.message.findFirst({ where: { id: messageId } })).toMatchObject({
    status: "SENT",
    author: "MEMBER",
    authorUserId: userId,
  });
  expect(await row()).toMatchObject({
    handler: "MEMBER",
    assigneeId: userId,
    unreadCount: 0,
    waitingSince: null,
    preview: "I'll see to it",
    previewAuthor: "MEMBER",
  });
  expect(await notes()).toEqual(["Tim Member took over"]);
  const turns = engine.turns.length;
  await postWebhook(deps, messagesBody(business, [{ id: "wamid.M1", text: "thanks", at: deps.clock() }]));
  await runEverything(deps);
  expect(engine.turns).toHaveLength(turns);
  expect(await row()).toMatchObject({ unreadCount: 1, waitingSince: expect.any(Date), handler: "MEMBER" });
  await markConversationRead(deps, scope, conversation.id);
  expect(await row()).toMatchObject({ unreadCount: 0 });
});

it("refuses a free reply when the window is closed, and fails one that closed while it waited", async () => {
  const { database, deps, graph } = product;
  const { business, conversation } = await openConversation();
  graph.decide = () => ({ httpStatus: 429, code: 130429, retryAfterSeconds: 3_600 });
  const { messageId } = await replyToConversation(deps, business.scope, {
    conversationId: conversation.id,
    text: "in time",
  });
  await drainJobs(deps);
  await advanceTime(deps, 24 * 3_600_000 + 1_000);
  await drainJobs(deps);
  expect(graph.sends).toHaveLength(1);
  expect(await database.rows.message.findFirst({ where: { id: messageId } })).toMatchObject({
    status: "FAILED",
    failureReason: "window_closed",
  });
  const before = await database.rows.message.count();
  await expect(
    replyToConversation(deps, business.scope, { conversationId: conversation.id, text: "too late" }),
  ).rejects.toMatchObject({ code: "WINDOW_CLOSED", field: "text" });
  await expect(resendMessage(deps, business.scope, messageId)).rejects.toMatchObject({ code: "WINDOW_CLOSED" });
  expect(await database.rows.message.count()).toBe(before);
  expect((await getConversation(deps, business.scope, conversation.id)).replyWindow).toMatchObject({
    open: false,
    reason: expect.any(String),
  });
});

it("resends a failed message once, even when two members click at the same time", async () => {
  const { database, deps, graph } = product;
  const { business, conversation, row } = await openConversation();
  graph.decide = () => ({ httpStatus: 400, code: 131026 });
  const { messageId } = await replyToConversation(deps, business.scope, {
    conversationId: conversation.id,
    text: "hello",
  });
  await drainJobs(deps);
  expect((await row()).hasFailedSend).toBe(true);
  graph.decide = () => "accept";
  const clicks = await Promise.allSettled([
    resendMessage(deps, business.scope, messageId),
    resendMessage(deps, business.scope, messageId),
  ]);
  expect(clicks.map((click) => click.status).sort()).toEqual(["fulfilled", "rejected"]);
  await drainJobs(deps);
  expect(graph.sends.filter((send) => send.isAccepted)).toHaveLength(1);
  expect(await database.rows.message.count({ where: { resendOfId: messageId, status: "SENT" } })).toBe(1);
  expect((await row()).hasFailedSend).toBe(false);
  const delivered = await buildOutbound(database, business, conversation, {
    occurredAt: deps.clock(),
    status: "DELIVERED",
  });
  await expect(resendMessage(deps, business.scope, delivered)).rejects.toMatchObject({ code: "CONFLICT" });
});

it("opens a resolved conversation when the member who had it takes it over again", async () => {
  const { deps } = product;
  const { business, conversation, row } = await openConversation();
  await takeOverConversation(deps, business.scope, conversation.id);
  await resolveConversation(deps, business.scope, conversation.id);
  await takeOverConversation(deps, business.scope, conversation.id);
  expect(await row()).toMatchObject({ status: "OPEN", handler: "MEMBER", assigneeId: business.ownerId });
});

it("resolves, opens again by itself when the customer writes, and gives back to the agent", async () => {
  const { deps, graph } = product;
  const { business, conversation, row, notes } = await openConversation();
  await takeOverConversation(deps, business.scope, conversation.id);
  await resolveConversation(deps, business.scope, conversation.id);
  await resolveConversation(deps, business.scope, conversation.id);
  expect(await row()).toMatchObject({ status: "RESOLVED", waitingSince: null, answerAt: null, unreadCount: 0 });
  await reopenConversation(deps, business.scope, conversation.id);
  expect(await row()).toMatchObject({ status: "OPEN", handler: "MEMBER" });
  await giveBackConversation(deps, business.scope, conversation.id);
  expect(await row()).toMatchObject({ handler: "AGENT", assigneeId: null });
  await takeOverConversation(deps, business.scope, conversation.id);
  await resolveConversation(deps, business.scope, conversation.id);
  await postWebhook(deps, messagesBody(business, [{ id: "wamid.AGAIN", text: "one more thing", at: deps.clock() }]));
  await runEverything(deps);
  // Starts anew with the agent, who answers.
  expect(await row()).toMatchObject({ status: "OPEN", handler: "AGENT", assigneeId: null });
  expect(graph.sends.map((send) => send.text)).toEqual(["Re: one more thing"]);
  expect(await notes()).toEqual([
    "Olga Owner took over",
    "Resolved",
    "Opened again",
    "Given back to the agent",
    "Olga Owner took over",
    "Resolved",
    "Opened again by a new message",
  ]);
});

it("shows who waits to people where the agent is switched off or the message came too late, also after resolving", async () => {
  const { database, deps, engine } = product;
  const turns = engine.turns.length;
  const off = await buildBusiness(database, { settings: { enabled: false } });
  const conversation = await buildConversation(database, off, deps.clock());
  await takeOverConversation(deps, off.scope, conversation.id);
  await resolveConversation(deps, off.scope, conversation.id);
  await postWebhook(deps, messagesBody(off, [{ id: "wamid.OFF", text: "hello", at: deps.clock() }]));
  const late = await buildBusiness(database);
  await postWebhook(
    deps,
    messagesBody(late, [{ id: "wamid.LATE", text: "hello", at: new Date(deps.clock().getTime() - 25 * 3_600_000) }]),
  );
  await runEverything(deps);
  for (const { id } of [off, late])
    expect(await database.rows.conversation.findFirst({ where: { businessId: id } })).toMatchObject({
      handler: "NEEDS_PERSON",
      handlerReason: expect.any(String),
      waitingSince: expect.any(Date),
      unreadCount: 1,
    });
  expect(engine.turns).toHaveLength(turns);
});

it("answers NOT_FOUND to another business's ids as to ids that do not exist, and changes nothing", async () => {
  const { database, deps } = product;
  const mine = await openConversation();
  const theirs = await openConversation();
  const theirMessage = await buildOutbound(database, theirs.business, theirs.conversation, {
    occurredAt: deps.clock(),
    status: "FAILED",
    failedAt: deps.clock(),
  });
  const before = await checksumTables(database);
  const { scope } = mine.business;
  for (const [conversationId, messageId, customerId] of [
    [theirs.conversation.id, theirMessage, theirs.conversation.customerId],
    [newId(), newId(), newId()],
  ] as const) {
    const calls = [
      () => replyToConversation(deps, scope, { conversationId, text: "x" }),
      () => takeOverConversation(deps, scope, conversationId),
      () => resolveConversation(deps, scope, conversationId),
      () => reopenConversation(deps, scope, conversationId),
      () => giveBackConversation(deps, scope, conversationId),
      () => markConversationRead(deps, scope, conversationId),
      () => getConversation(deps, scope, conversationId),
      () => readThread(deps, scope, { conversationId, limit: 20 }),
      () => resendMessage(deps, scope, messageId),
      () => getCustomer(deps, scope, customerId),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ name: "DomainError", code: "NOT_FOUND" });
  }
  expect(await checksumTables(database)).toEqual(before);
});
