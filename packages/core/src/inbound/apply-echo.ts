import { recordEvent } from "../conversation/record-event.ts";
import { writePreview } from "../conversation/write-preview.ts";
import { applyReceipt } from "../outbound/apply-receipt.ts";
import { supersedeAgentMessages } from "../outbound/supersede-agent-messages.ts";
import { APPLIED, type ConnectionContext, DUPLICATE, type EventOf, type EventOutcome } from "./event-context.ts";
import { insertMessage } from "./insert-message.ts";
import { openThread } from "./open-thread.ts";

/**
 * What the business sent: our own message coming back proves that it went out; anything else was written by a person on
 * the phone or in Meta's inbox, and that person has taken over.
 */
export async function applyEcho(context: ConnectionContext, event: EventOf<"echo">): Promise<EventOutcome> {
  const { tx, businessId, integrationId, now } = context;
  const occurredAt = event.occurredAt ?? now;
  const known = await tx.message.findUnique({
    where: {
      businessId_integrationId_providerMessageId: {
        businessId,
        integrationId,
        providerMessageId: event.providerMessageId,
      },
    },
    select: { id: true },
  });
  if (known) return { ...DUPLICATE, messageId: known.id };
  if (event.sentByOurApp && event.correlationId) {
    const outcome = await applyReceipt(tx, businessId, {
      integrationId,
      status: "SENT",
      occurredAt,
      providerMessageId: event.providerMessageId,
      correlationId: event.correlationId,
    });
    if (outcome.kind === "parked") return { result: "PARKED" };
    context.touched.add(outcome.conversationId);
    return { ...APPLIED, messageId: outcome.messageId };
  }
  const conversation = await openThread(context, event, occurredAt);
  if (!conversation) return { result: "QUARANTINED", error: "The echo names no customer" };
  const messageId = await insertMessage(tx, conversation, {
    direction: "OUTBOUND",
    author: "PHONE",
    status: "SENT",
    providerMessageId: event.providerMessageId,
    content: event.content,
    occurredAt,
    receivedAt: now,
  });
  if (!messageId) return DUPLICATE;
  const wasAgents = conversation.handler === "AGENT" || conversation.handler === "NEEDS_PERSON";
  // An echo older than the customer's newest message is no answer to it.
  const answersAll = !conversation.lastInboundAt || occurredAt >= conversation.lastInboundAt;
  await tx.conversation.update({
    where: { businessId_id: { businessId, id: conversation.id } },
    data: {
      handler: "MEMBER",
      handlerReason: "Answered from the phone",
      answerAt: null,
      ...(answersAll ? { waitingSince: null, unreadCount: 0 } : {}),
      ...(occurredAt >= conversation.lastMessageAt
        ? {
            lastMessageAt: occurredAt,
            preview: writePreview({ kind: event.content.kind, text: event.content.text ?? null }),
            previewAuthor: "PHONE",
          }
        : {}),
    },
    select: { id: true },
  });
  await tx.message.updateMany({
    where: { businessId, conversationId: conversation.id, needsAnswer: true },
    data: { needsAnswer: false },
  });
  await supersedeAgentMessages(tx, conversation, now);
  if (wasAgents)
    await recordEvent(tx, conversation, {
      kind: "answered_elsewhere",
      text: "Answered from the phone; the agent is quiet here",
      occurredAt,
    });
  context.touched.add(conversation.id);
  return { ...APPLIED, messageId };
}
