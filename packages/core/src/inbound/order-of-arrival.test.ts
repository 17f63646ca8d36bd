import { buildBusiness, buildConversation, type TestBusiness } from "@frontdesk/testing/build-business";
import { drainJobs, runEverything, runInbound } from "@frontdesk/testing/run-work";
import { postWebhook } from "@frontdesk/testing/signed-webhook";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { changeBody, messagesBody } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { sweepUnfinishedWork } from "../admin/sweep-unfinished-work.ts";
import { replyToConversation } from "../outbound/reply-to-conversation.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());
beforeEach(() => {
  product.graph.sends.length = 0;
});

const secondsLater = (seconds: number) => new Date(product.deps.clock().getTime() + seconds * 1_000);

async function receive(business: TestBusiness, message: Record<string, unknown>, at: Date): Promise<void> {
  await postWebhook(
    product.deps,
    changeBody(business, {
      messages: [{ from: "12025550147", timestamp: String(Math.floor(at.getTime() / 1_000)), ...message }],
    }),
  );
  await runInbound(product.deps);
}
const edit = (original: string, text: string) => ({
  id: `wamid.EDIT.${text}`,
  type: "edit",
  edit: { original_message_id: original, message: { type: "text", text: { body: text } } },
});
const revoke = (original: string) => ({
  id: `wamid.REVOKE.${original}`,
  type: "revoke",
  revoke: { original_message_id: original },
});
const text = (id: string, body: string) => ({ id, type: "text", text: { body } });

it("keeps the old text of an edited message, and answers by the new one", async () => {
  const { database, deps, graph } = product;
  const business = await buildBusiness(database);
  await receive(business, text("wamid.O1", "three kettles"), deps.clock());
  await receive(business, edit("wamid.O1", "two kettles"), secondsLater(5));
  await receive(business, edit("wamid.O1", "an older edit"), secondsLater(2));
  await drainJobs(deps);
  expect(graph.sends.map((send) => send.text)).toEqual(["Re: two kettles"]);
  expect(
    await database.rows.message.findFirst({
      where: { businessId: business.id, direction: "INBOUND" },
      include: { revisions: true },
    }),
  ).toMatchObject({ text: "two kettles", revisions: [{ text: "three kettles" }] });
});

it("answers a message whose edit came before it, opens the window, and counts it once", async () => {
  const { database, deps, graph } = product;
  const business = await buildBusiness(database);
  await receive(business, edit("wamid.O2", "the new text"), secondsLater(5));
  await drainJobs(deps);
  expect(graph.sends).toEqual([]);
  await receive(business, text("wamid.O2", "the first text"), deps.clock());
  await receive(business, text("wamid.O2", "the first text"), deps.clock());
  await drainJobs(deps);
  expect(graph.sends.map((send) => send.text)).toEqual(["Re: the new text"]);
  const [message, ...others] = await database.rows.message.findMany({
    where: { businessId: business.id, direction: "INBOUND" },
    include: { revisions: true },
  });
  expect(others).toEqual([]);
  expect(message).toMatchObject({
    text: "the new text",
    occurredAt: deps.clock(),
    revisions: [{ text: "the first text" }],
  });
  expect(await database.rows.conversation.findFirst({ where: { businessId: business.id } })).toMatchObject({
    unreadCount: 1,
    lastInboundAt: deps.clock(),
  });
});

it("erases an unsent message for good, also when it comes after its own unsend, and does not answer it", async () => {
  const { database, deps, graph } = product;
  for (const isUnsendFirst of [false, true]) {
    const business = await buildBusiness(database);
    const id = `wamid.U${isUnsendFirst}`;
    const steps = [
      () => receive(business, text(id, "my secret"), deps.clock()),
      () => receive(business, revoke(id), secondsLater(3)),
    ];
    for (const step of isUnsendFirst ? steps.reverse() : steps) await step();
    await receive(business, text(id, "my secret"), deps.clock());
    await receive(business, edit(id, "my secret, edited"), secondsLater(9));
    await runEverything(deps);
    expect(await database.rows.message.findMany({ where: { businessId: business.id } })).toMatchObject([
      { text: null, content: {}, erasedAt: expect.any(Date), needsAnswer: false },
    ]);
    expect(await database.rows.messageRevision.count({ where: { businessId: business.id } })).toBe(0);
    expect((await database.rows.conversation.findFirst({ where: { businessId: business.id } }))?.preview).toBe(
      "Message deleted",
    );
  }
  expect(graph.sends).toEqual([]);
});

it("keeps the newest reaction whatever the order, and a removal stays removed", async () => {
  const { database } = product;
  const business = await buildBusiness(database);
  const react = (id: string, emoji: string, at: Date) =>
    receive(business, { id, type: "reaction", reaction: { message_id: "wamid.TARGET", emoji } }, at);
  await react("wamid.R3", "", secondsLater(3));
  await react("wamid.R1", "👍", secondsLater(1));
  await react("wamid.R2", "❤️", secondsLater(2));
  expect(await database.rows.messageReaction.findMany({ where: { businessId: business.id } })).toMatchObject([
    { emoji: null },
  ]);
  await react("wamid.R4", "🎉", secondsLater(4));
  expect(await database.rows.messageReaction.findMany({ where: { businessId: business.id } })).toMatchObject([
    { emoji: "🎉" },
  ]);
});

it("shows messages by the platform's time whatever the order of arrival", async () => {
  const { database } = product;
  const business = await buildBusiness(database, { settings: { replyDelayMs: 60_000 } });
  for (const seconds of [3, 1, 2])
    await receive(business, text(`wamid.T${seconds}`, `at ${seconds}`), secondsLater(seconds));
  const conversation = await database.rows.conversation.findFirstOrThrow({ where: { businessId: business.id } });
  expect(conversation).toMatchObject({
    preview: "at 3",
    lastMessageAt: secondsLater(3),
    lastInboundAt: secondsLater(3),
    waitingSince: secondsLater(1),
    unreadCount: 3,
  });
});

it("merges two customers that a later message proves to be one, with their messages, work and ids", async () => {
  const { database, deps, graph } = product;
  const business = await buildBusiness(database);
  await postWebhook(deps, messagesBody(business, [{ id: "wamid.P1", text: "by phone", at: deps.clock() }]));
  const byUserId = {
    from_user_id: "US.55",
    id: "wamid.P2",
    timestamp: String(Math.floor(secondsLater(1).getTime() / 1_000)),
    type: "text",
    text: { body: "by user id" },
  };
  await postWebhook(
    deps,
    changeBody(business, {
      contacts: [{ profile: { name: "Ana Ruiz", username: "ana" }, user_id: "US.55" }],
      messages: [byUserId],
    }),
  );
  await runInbound(deps);
  expect(await database.rows.customer.count({ where: { businessId: business.id } })).toBe(2);
  await postWebhook(
    deps,
    messagesBody(business, [{ id: "wamid.P3", text: "both", at: secondsLater(2), userId: "US.55" }]),
  );
  await runEverything(deps);
  expect(
    await database.rows.customer.findMany({ where: { businessId: business.id }, include: { identities: true } }),
  ).toMatchObject([{ username: "ana", identities: [expect.anything(), expect.anything()] }]);
  expect(await database.rows.conversation.findMany({ where: { businessId: business.id } })).toMatchObject([
    { unreadCount: 3, lastInboundAt: secondsLater(2), answerAt: null },
  ]);
  expect(graph.sends.map((send) => send.text)).toEqual(["Re: by phone + by user id + both"]);
});

it("pauses sending while Meta bans the account, and sends what waited as soon as it is lifted", async () => {
  const { database, deps, graph } = product;
  const business = await buildBusiness(database);
  const conversation = await buildConversation(database, business, deps.clock());
  const account = (event: string) => ({
    object: "whatsapp_business_account",
    entry: [
      {
        id: business.wabaId,
        time: 1_795_169_150,
        changes: [
          {
            field: "account_update",
            value: { event: "DISABLED_UPDATE", ban_info: { waba_ban_state: event, waba_ban_date: "x" } },
          },
        ],
      },
    ],
  });
  await postWebhook(deps, account("DISABLE"));
  await runInbound(deps);
  expect(await database.rows.integration.findFirst({ where: { businessId: business.id } })).toMatchObject({
    status: "ERROR",
  });
  await replyToConversation(deps, business.scope, { conversationId: conversation.id, text: "waits" });
  await drainJobs(deps);
  expect(graph.sends).toEqual([]);
  deps.time.advance(600_000);
  expect(await sweepUnfinishedWork(deps)).toBe(0);
  await postWebhook(deps, account("REINSTATE"));
  await runEverything(deps);
  expect(await database.rows.integration.findFirst({ where: { businessId: business.id } })).toMatchObject({
    status: "ACTIVE",
    sendingPausedUntil: null,
  });
  expect(graph.sends.filter((send) => send.platformId === business.phoneNumberId).map((send) => send.text)).toEqual([
    "waits",
  ]);
});
