import { buildBusiness, buildConversation, buildOutbound } from "@frontdesk/testing/build-business";
import { advanceTime, drainJobs, runEverything } from "@frontdesk/testing/run-work";
import type { SendFate } from "@frontdesk/testing/scripted-graph";
import { postWebhook } from "@frontdesk/testing/signed-webhook";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { statusBody } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { replyToConversation, resendMessage } from "./reply-to-conversation.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct({ graphTimeoutMs: 300 });
});
afterAll(() => product.close());
beforeEach(() => {
  product.graph.decide = () => "accept";
  product.graph.sends.length = 0;
});

async function replyWithFate(fate: SendFate) {
  const { database, deps, graph } = product;
  const business = await buildBusiness(database);
  const conversation = await buildConversation(database, business, deps.clock());
  graph.decide = (send) => (send.text === "doubtful" ? fate : "accept");
  const { messageId } = await replyToConversation(deps, business.scope, {
    conversationId: conversation.id,
    text: "doubtful",
  });
  await drainJobs(deps);
  const read = async () => database.rows.message.findFirstOrThrow({ where: { id: messageId } });
  return { business, conversation, messageId, read };
}

const ambiguous: [string, SendFate][] = [
  ["a time-out after it was written", "hang"],
  ["a dropped connection", "reset"],
  ["an answer that can't be read", "garbage"],
  ["a 502 without an error body", { httpStatus: 502 }],
];

it.each(ambiguous)(
  "after %s the message is of unknown fate, is never sent again, and a person is asked after 120 seconds",
  async (_, fate) => {
    const { database, deps, graph } = product;
    const { conversation, messageId, read } = await replyWithFate(fate);
    expect(await read()).toMatchObject({
      status: "UNKNOWN",
      attempts: 1,
      failureText: expect.stringContaining("may or may not"),
    });
    await advanceTime(deps, 119_000);
    await drainJobs(deps);
    expect((await read()).status).toBe("UNKNOWN");
    await advanceTime(deps, 1_000);
    await drainJobs(deps);
    expect((await read()).status).toBe("NEEDS_HUMAN");
    expect(await database.rows.conversation.findFirst({ where: { id: conversation.id } })).toMatchObject({
      hasFailedSend: true,
    });
    await advanceTime(deps, 3_600_000);
    await drainJobs(deps);
    expect(graph.sends.filter((send) => send.correlationId === messageId)).toHaveLength(1);
  },
);

it("settles by a status that comes within the time, and a late one settles even what a person was asked about", async () => {
  const { deps } = product;
  const early = await replyWithFate("reset");
  const late = await replyWithFate("reset");
  const tell = (one: typeof early, id: string) =>
    postWebhook(
      deps,
      statusBody(one.business, { id, status: "delivered", at: deps.clock(), correlationId: one.messageId }),
    );
  await tell(early, "wamid.EARLY");
  await runEverything(deps);
  await advanceTime(deps, 120_000);
  await drainJobs(deps);
  expect(await early.read()).toMatchObject({
    status: "DELIVERED",
    failureReason: null,
    providerMessageId: "wamid.EARLY",
  });
  expect((await late.read()).status).toBe("NEEDS_HUMAN");
  await tell(late, "wamid.LATE");
  await runEverything(deps);
  expect(await late.read()).toMatchObject({ status: "DELIVERED", failureReason: null });
});

it("goes on with the next message, and a person's resend is a new message that names the old one", async () => {
  const { database, deps, graph } = product;
  const { business, conversation, messageId } = await replyWithFate("reset");
  await advanceTime(deps, 120_000);
  await drainJobs(deps);
  graph.decide = () => "accept";
  const again = await resendMessage(deps, business.scope, messageId);
  await drainJobs(deps);
  expect(await database.rows.message.findFirst({ where: { id: again.messageId } })).toMatchObject({
    status: "SENT",
    resendOfId: messageId,
    text: "doubtful",
  });
  expect(await database.rows.message.findFirst({ where: { id: messageId } })).toMatchObject({ status: "NEEDS_HUMAN" });
  expect(await database.rows.conversation.findFirst({ where: { id: conversation.id } })).toMatchObject({
    hasFailedSend: false,
  });
  await expect(resendMessage(deps, business.scope, messageId)).rejects.toMatchObject({ code: "CONFLICT" });
});

it("treats what a dead worker left in SENDING as possibly sent", async () => {
  const { database, deps, graph } = product;
  const business = await buildBusiness(database);
  const conversation = await buildConversation(database, business, deps.clock());
  const at = deps.clock();
  const left = await buildOutbound(database, business, conversation, {
    occurredAt: at,
    status: "SENDING",
    sendingAt: at,
    text: "left",
  });
  await replyToConversation(deps, business.scope, { conversationId: conversation.id, text: "next" });
  await drainJobs(deps);
  expect(await database.rows.message.findFirst({ where: { id: left } })).toMatchObject({ status: "UNKNOWN" });
  expect(graph.sends.map((send) => send.text)).toEqual(["next"]);
  await advanceTime(deps, 120_000);
  await drainJobs(deps);
  expect(await database.rows.message.findFirst({ where: { id: left } })).toMatchObject({ status: "NEEDS_HUMAN" });
  expect(graph.sends).toHaveLength(1);
});
