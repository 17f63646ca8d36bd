import { newId } from "@frontdesk/db/new-id";
import { lockConversation } from "../conversation/lock-conversation.ts";
import { writePreview } from "../conversation/write-preview.ts";
import { supersedeAnswersTo } from "../outbound/supersede-agent-messages.ts";
import { APPLIED, type ConnectionContext, DUPLICATE, type EventOf, type EventOutcome } from "./event-context.ts";
import { findCustomer } from "./find-customer.ts";
import { isFirstTime, unsentKey } from "./first-time.ts";
import { forgetQuotes } from "./forget-quotes.ts";
import { contentJson, insertMessage } from "./insert-message.ts";
import { openThread } from "./open-thread.ts";

/**
 * An edit: the message shows the new text and the old one is kept as a revision. Where the original is not known (yet),
 * the new text is shown as the message; the original, if it comes later, becomes its revision.
 */
export async function applyEdit(context: ConnectionContext, event: EventOf<"edit">): Promise<EventOutcome> {
  const { tx, businessId, now } = context;
  if (!(await isFirstTime(tx, businessId, event.dedupeKey))) return DUPLICATE;
  const editedAt = event.occurredAt ?? now;
  const original = await findMessage(context, event.originalProviderMessageId);
  if (!original) {
    const conversation = await openThread(context, event, editedAt);
    if (!conversation) return { result: "QUARANTINED", error: "The edit names no customer" };
    const messageId = await insertMessage(tx, conversation, {
      direction: event.byBusiness ? "OUTBOUND" : "INBOUND",
      author: event.byBusiness ? "PHONE" : "CUSTOMER",
      status: event.byBusiness ? "SENT" : "RECEIVED",
      providerMessageId: event.originalProviderMessageId,
      content: event.content,
      occurredAt: editedAt,
      receivedAt: now,
      editedAt,
    });
    await refreshPreview(context, conversation.id);
    context.touched.add(conversation.id);
    return { ...APPLIED, ...(messageId === null ? {} : { messageId }) };
  }
  await lockConversation(tx, businessId, original.conversationId);
  if (original.erasedAt || (original.editedAt && original.editedAt >= editedAt))
    return { ...DUPLICATE, messageId: original.id };
  await tx.messageRevision.createMany({
    data: [{ businessId, id: newId(), messageId: original.id, text: original.text, replacedAt: editedAt }],
  });
  await tx.message.update({
    where: { businessId_id: { businessId, id: original.id } },
    data: { text: event.content.text ?? null, content: contentJson(event.content), editedAt },
    select: { id: true },
  });
  await refreshPreview(context, original.conversationId);
  context.touched.add(original.conversationId);
  return { ...APPLIED, messageId: original.id };
}

/** An unsend: text and content are erased for good, the row stays so that the message can't come back. */
export async function applyUnsend(context: ConnectionContext, event: EventOf<"unsend">): Promise<EventOutcome> {
  const { tx, businessId, now } = context;
  if (!(await isFirstTime(tx, businessId, event.dedupeKey))) return DUPLICATE;
  // Remembered first: a message that arrives after its own unsend is stored without its content.
  await isFirstTime(tx, businessId, unsentKey(event.asset.id, event.originalProviderMessageId));
  const original = await findMessage(context, event.originalProviderMessageId);
  if (!original) return { result: "PARKED" };
  await lockConversation(tx, businessId, original.conversationId);
  await tx.messageRevision.deleteMany({ where: { businessId, messageId: original.id } });
  await tx.attachment.deleteMany({ where: { businessId, messageId: original.id } });
  await tx.message.update({
    where: { businessId_id: { businessId, id: original.id } },
    data: { text: null, content: {}, referral: {}, erasedAt: event.occurredAt ?? now, needsAnswer: false },
    select: { id: true },
  });
  if (original.text) await forgetQuotes(context, original.conversationId, original.text);
  await supersedeAnswersTo(tx, businessId, original.id, now);
  await refreshPreview(context, original.conversationId);
  context.touched.add(original.conversationId);
  return { ...APPLIED, messageId: original.id };
}

/** A reaction, or its removal: one a customer and message, the newest wins. It is no message and asks for no answer. */
export async function applyReaction(context: ConnectionContext, event: EventOf<"reaction">): Promise<EventOutcome> {
  const { tx, businessId, integrationId, now } = context;
  if (!(await isFirstTime(tx, businessId, event.dedupeKey))) return DUPLICATE;
  const customerId = await findCustomer(context, event.customer, event.asset.id);
  if (!customerId) return { result: "QUARANTINED", error: "The reaction names no customer" };
  const occurredAt = event.occurredAt ?? now;
  await tx.$executeRaw`
    INSERT INTO "MessageReaction" ("businessId", id, "integrationId", "targetProviderMessageId", "customerId", emoji, "occurredAt")
    VALUES (${businessId}::uuid, ${newId()}::uuid, ${integrationId}::uuid, ${event.targetProviderMessageId}, ${customerId}::uuid, ${event.emoji}, ${occurredAt}::timestamptz)
    ON CONFLICT ("businessId", "integrationId", "targetProviderMessageId", "customerId")
    DO UPDATE SET emoji = excluded.emoji, "occurredAt" = excluded."occurredAt"
    WHERE "MessageReaction"."occurredAt" <= excluded."occurredAt"`;
  const target = await findMessage(context, event.targetProviderMessageId);
  if (target) context.touched.add(target.conversationId);
  return { ...APPLIED, ...(target ? { messageId: target.id } : {}) };
}

function findMessage({ tx, businessId, integrationId }: ConnectionContext, providerMessageId: string) {
  return tx.message.findUnique({
    where: { businessId_integrationId_providerMessageId: { businessId, integrationId, providerMessageId } },
    select: { id: true, conversationId: true, text: true, editedAt: true, erasedAt: true },
  });
}

/** Writes the list's line anew from the newest message. */
async function refreshPreview({ tx, businessId }: ConnectionContext, conversationId: string): Promise<void> {
  const newest = await tx.message.findFirst({
    where: { businessId, conversationId },
    orderBy: [{ occurredAt: "desc" }, { id: "desc" }],
    select: { kind: true, text: true, author: true, erasedAt: true, occurredAt: true },
  });
  if (!newest) return;
  await tx.conversation.update({
    where: { businessId_id: { businessId, id: conversationId } },
    data: {
      preview: writePreview({ kind: newest.kind, text: newest.text, isErased: newest.erasedAt !== null }),
      previewAuthor: newest.author,
      lastMessageAt: newest.occurredAt,
    },
    select: { id: true },
  });
}
