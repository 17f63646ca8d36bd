import type { CustomerRef } from "@frontdesk/channels/channel-adapter";
import { recordEvent } from "../conversation/record-event.ts";
import { APPLIED, type ConnectionContext, DUPLICATE, type EventOf, type EventOutcome } from "./event-context.ts";
import { findCustomer } from "./find-customer.ts";
import { isFirstTime } from "./first-time.ts";
import { insertMessage } from "./insert-message.ts";
import { openThread } from "./open-thread.ts";

/** A customer's ids changed: the new ones are added to who had the old ones, and two customers become one if need be. */
export async function applyIdentityChange(
  context: ConnectionContext,
  event: EventOf<"identity_change">,
): Promise<EventOutcome> {
  const { tx, businessId, integrationId, now } = context;
  if (!(await isFirstTime(tx, businessId, event.dedupeKey))) return DUPLICATE;
  const ref: CustomerRef = {
    identities: [...event.previous, ...event.current],
    ...(event.name === undefined ? {} : { name: event.name }),
  };
  const customerId = await findCustomer(context, ref, event.asset.id);
  if (!customerId) return { result: "QUARANTINED", error: "The change names no customer" };
  const phone = event.current.find((identity) => identity.kind === "WA_ID")?.value;
  if (phone)
    await tx.customer.update({
      where: { businessId_id: { businessId, id: customerId } },
      data: { phone },
      select: { id: true },
    });
  const conversation = await tx.conversation.findUnique({
    where: { businessId_integrationId_customerId: { businessId, integrationId, customerId } },
    select: { id: true, businessId: true },
  });
  if (conversation) {
    const text = phone ? "The customer changed their phone number" : "The customer's WhatsApp id changed";
    await recordEvent(tx, conversation, { kind: "number_changed", text, occurredAt: event.occurredAt ?? now });
    context.touched.add(conversation.id);
  }
  return APPLIED;
}

/** A name from the address book of the business's phone. A removal takes nothing away from us. */
export async function applyContactSync(
  context: ConnectionContext,
  event: EventOf<"contact_sync">,
): Promise<EventOutcome> {
  const { tx, businessId } = context;
  if (!(await isFirstTime(tx, businessId, event.dedupeKey))) return DUPLICATE;
  if (event.action === "remove") return APPLIED;
  const ref: CustomerRef = { identities: [event.identity], ...(event.name === undefined ? {} : { name: event.name }) };
  await findCustomer(context, ref, event.asset.id);
  return APPLIED;
}

/** The customer stopped or resumed marketing messages. Service replies stay allowed either way. */
export async function applyPreference(context: ConnectionContext, event: EventOf<"preference">): Promise<EventOutcome> {
  const { tx, businessId, now } = context;
  if (!(await isFirstTime(tx, businessId, event.dedupeKey))) return DUPLICATE;
  const customerId = await findCustomer(context, event.customer, event.asset.id);
  if (!customerId) return { result: "QUARANTINED", error: "The preference names no customer" };
  if (event.category !== "marketing_messages") return { result: "IGNORED", error: "Not a category that we act on" };
  const isStop = event.value === "stop";
  await tx.customer.update({
    where: { businessId_id: { businessId, id: customerId } },
    data: { marketingOptOutAt: isStop ? (event.occurredAt ?? now) : null },
    select: { id: true },
  });
  return APPLIED;
}

/** A call: a line of the thread, never a message to answer. A call that the customer made opens the reply window. */
export async function applyCall(context: ConnectionContext, event: EventOf<"call">): Promise<EventOutcome> {
  const { tx, businessId, now } = context;
  if (!(await isFirstTime(tx, businessId, event.dedupeKey))) return DUPLICATE;
  const occurredAt = event.occurredAt ?? now;
  const conversation = await openThread(context, event, occurredAt);
  if (!conversation) return { result: "QUARANTINED", error: "The call names no customer" };
  const isInbound = event.direction === "inbound";
  const messageId = await insertMessage(tx, conversation, {
    direction: isInbound ? "INBOUND" : "OUTBOUND",
    author: isInbound ? "CUSTOMER" : "PHONE",
    status: isInbound ? "RECEIVED" : "SENT",
    providerMessageId: event.callId,
    content: {
      kind: "CALL",
      details: {
        event: event.event,
        ...(event.durationSeconds === undefined ? {} : { durationSeconds: event.durationSeconds }),
      },
    },
    occurredAt,
    receivedAt: now,
  });
  await tx.conversation.update({
    where: { businessId_id: { businessId, id: conversation.id } },
    data: {
      ...(isInbound && (!conversation.lastInboundAt || conversation.lastInboundAt < occurredAt)
        ? { lastInboundAt: occurredAt }
        : {}),
      ...(messageId && occurredAt >= conversation.lastMessageAt
        ? { lastMessageAt: occurredAt, preview: "Call", previewAuthor: isInbound ? "CUSTOMER" : "PHONE" }
        : {}),
    },
    select: { id: true },
  });
  context.touched.add(conversation.id);
  return { ...APPLIED, ...(messageId === null ? {} : { messageId }) };
}
