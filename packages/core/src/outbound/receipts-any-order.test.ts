import { inBusiness } from "@frontdesk/db/tenant-transaction";
import { buildBusiness, buildConversation, buildOutbound } from "@frontdesk/testing/build-business";
import { runEverything, runInbound } from "@frontdesk/testing/run-work";
import type { SendFate } from "@frontdesk/testing/scripted-graph";
import { postWebhook } from "@frontdesk/testing/signed-webhook";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { type StatusWord, statusBody } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sweepUnfinishedWork } from "../admin/sweep-unfinished-work.ts";
import { applyReceipt } from "./apply-receipt.ts";
import { replyToConversation } from "./reply-to-conversation.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());

const WORDS: StatusWord[] = ["sent", "delivered", "read", "failed"];

/** Every order of every selection of the words: 64. */
function orderings(left: readonly StatusWord[]): StatusWord[][] {
  return [
    [],
    ...left.flatMap((word) => orderings(left.filter((other) => other !== word)).map((rest) => [word, ...rest])),
  ];
}

/** What a message is in the end, from what was said of it: reading proves delivery, delivery disproves failure. */
function expectedEnd(said: readonly StatusWord[]): { status: string; failureCode: number | null } {
  if (said.includes("read")) return { status: "READ", failureCode: null };
  if (said.includes("delivered")) return { status: "DELIVERED", failureCode: null };
  if (said.includes("failed")) return { status: "FAILED", failureCode: 131026 };
  return { status: "SENT", failureCode: null };
}

it("ends the same for every order of sent, delivered, read and failed, each of them repeated, and keeps every delivery", async () => {
  const { database, deps } = product;
  const business = await buildBusiness(database);
  const conversation = await buildConversation(database, business, deps.clock());
  const orders = orderings(WORDS);
  const ids = await Promise.all(
    orders.map((_, index) =>
      buildOutbound(database, business, conversation, {
        occurredAt: deps.clock(),
        status: "SENT",
        providerMessageId: `wamid.ORDER${index}`,
      }),
    ),
  );
  const at = { sent: 1, delivered: 2, read: 3, failed: 4 };
  for (const round of [1, 2])
    for (const [index, order] of orders.entries())
      for (const status of [...order, ...order.slice(0, round)])
        await postWebhook(
          deps,
          statusBody(business, {
            id: `wamid.ORDER${index}`,
            status,
            at: new Date(deps.clock().getTime() + at[status] * 1_000),
          }),
        );
  const posted = await database.rows.webhookLog.count();
  await runInbound(deps, 100);
  for (const [index, order] of orders.entries()) {
    const message = await database.rows.message.findFirst({ where: { id: ids[index] ?? "" } });
    expect({ order, status: message?.status, failureCode: message?.failureCode }).toEqual({
      order,
      ...expectedEnd(order),
    });
    if (order.includes("read"))
      expect(message).toMatchObject({
        readAt: expect.any(Date),
        deliveredAt: expect.any(Date),
        failedAt: null,
        failureText: null,
      });
  }
  expect(await database.rows.webhookLog.count({ where: { processed: true, error: null } })).toBe(posted);
  expect(await database.rows.webhookEvent.count()).toBe(posted);
  expect(await database.rows.webhookEvent.count({ where: { result: "QUARANTINED" } })).toBe(0);
});

it("ends right when the statuses come before the send's own answer", async () => {
  const { database, deps, graph } = product;
  const business = await buildBusiness(database);
  const conversation = await buildConversation(database, business, deps.clock());
  const { messageId } = await replyToConversation(deps, business.scope, {
    conversationId: conversation.id,
    text: "Here you are",
  });
  const statesMidway: (string | undefined)[] = [];
  graph.decide = async (send): Promise<SendFate> => {
    for (const status of ["delivered", "sent", "read"] as const) {
      await postWebhook(
        deps,
        statusBody(business, {
          id: send.providerMessageId,
          status,
          at: deps.clock(),
          correlationId: send.correlationId,
        }),
      );
      await runInbound(deps);
      statesMidway.push((await database.rows.message.findFirst({ where: { id: messageId } }))?.status);
    }
    return "accept";
  };
  await runEverything(deps);
  graph.decide = () => "accept";
  expect(statesMidway).toEqual(["DELIVERED", "DELIVERED", "READ"]);
  const sent = graph.sends.filter((send) => send.correlationId === messageId);
  expect(sent).toHaveLength(1);
  expect(await database.rows.message.findFirst({ where: { id: messageId } })).toMatchObject({
    status: "READ",
    providerMessageId: sent[0]?.providerMessageId,
  });
  expect(await database.rows.parkedReceipt.count()).toBe(0);
});

it("parks a status that names nothing we know yet, and applies it as soon as the send's answer is stored", async () => {
  const { database, deps, graph } = product;
  const business = await buildBusiness(database);
  const conversation = await buildConversation(database, business, deps.clock());
  const { messageId } = await replyToConversation(deps, business.scope, {
    conversationId: conversation.id,
    text: "Without correlation",
  });
  graph.decide = async (send): Promise<SendFate> => {
    for (const status of ["delivered", "sent"] as const)
      await postWebhook(deps, statusBody(business, { id: send.providerMessageId, status, at: deps.clock() }));
    await runInbound(deps);
    expect(await database.rows.parkedReceipt.count()).toBe(2);
    return "accept";
  };
  await runEverything(deps);
  graph.decide = () => "accept";
  expect(await database.rows.message.findFirst({ where: { id: messageId } })).toMatchObject({ status: "DELIVERED" });
  expect(await database.rows.parkedReceipt.count()).toBe(0);
});

it("applies a status that was parked in the very moment in which the send's answer was stored", async () => {
  const { database, deps } = product;
  const business = await buildBusiness(database);
  const conversation = await buildConversation(database, business, deps.clock());
  const input = { conversationId: conversation.id, text: "At the same time" };
  const { messageId } = await replyToConversation(deps, business.scope, input);
  const providerMessageId = `wamid.OUT${product.graph.sends.length}`;
  const receipt = { integrationId: business.integrationId, status: "DELIVERED" as const, occurredAt: deps.clock() };
  await inBusiness(deps.db, business.scope, async (tx) => {
    expect(await applyReceipt(tx, business.id, { ...receipt, providerMessageId })).toEqual({ kind: "parked" });
    await runEverything(deps);
  });
  expect(await database.rows.message.findFirst({ where: { id: messageId } })).toMatchObject({ status: "SENT" });
  await database.rows.parkedReceipt.updateMany({ data: { createdAt: new Date(Date.now() - 60_000) } });
  expect(await sweepUnfinishedWork(deps)).toBe(0);
  expect(await database.rows.message.findFirst({ where: { id: messageId } })).toMatchObject({ status: "DELIVERED" });
  expect(await database.rows.parkedReceipt.count()).toBe(0);
});
