import { replyWindow } from "@frontdesk/channels/whatsapp/reply-window";
import type { ConversationModel } from "@frontdesk/db/models";
import { newId } from "@frontdesk/db/new-id";
import { enqueue } from "@frontdesk/jobs/enqueue";
import { recordEvent } from "../conversation/record-event.ts";
import { writePreview } from "../conversation/write-preview.ts";
import { APPLIED, type ConnectionContext, DUPLICATE, type EventOf, type EventOutcome } from "./event-context.ts";
import { unsentKey } from "./first-time.ts";
import { insertMessage } from "./insert-message.ts";
import { openThread } from "./open-thread.ts";

/** A burst of messages is answered once, after the quiet time, but never later than this after its first one. */
const LONGEST_DEBOUNCE_MS = 15_000;

/** A customer's message: stored once, shown, and given to the agent where it is the agent's turn. */
export async function applyMessage(context: ConnectionContext, event: EventOf<"message">): Promise<EventOutcome> {
  const { tx, businessId, now } = context;
  const occurredAt = event.occurredAt ?? now;
  const conversation = await openThread(context, event, occurredAt);
  if (!conversation) return { result: "QUARANTINED", error: "The message names no customer" };
  const wasUnsent = await tx.processedEvent.findUnique({
    where: { businessId_key: { businessId, key: unsentKey(event.asset.id, event.providerMessageId) } },
    select: { id: true },
  });
  const needsAnswer =
    !wasUnsent && event.answer === "turn" && !event.standby && (await isAgentsTurn(context, conversation, occurredAt));
  const messageId = await insertMessage(tx, conversation, {
    direction: "INBOUND",
    author: "CUSTOMER",
    status: "RECEIVED",
    providerMessageId: event.providerMessageId,
    content: event.content,
    occurredAt,
    receivedAt: now,
    quotedProviderMessageId: event.quoted?.providerMessageId,
    forwarded: event.forwarded,
    referral: event.referral,
    needsAnswer,
    isErased: wasUnsent !== null,
  });
  if (!messageId)
    return (await completeEditedMessage(context, conversation, { event, occurredAt, needsAnswer })) ?? DUPLICATE;
  await noteInbound(context, conversation, { event, occurredAt, isErased: wasUnsent !== null });
  if (needsAnswer) await scheduleAnswer(context, conversation);
  context.touched.add(conversation.id);
  return { ...APPLIED, messageId };
}

/**
 * Where an edit came before its message, the message is here already with its new text: its first text becomes a
 * revision, and from now on it is a message like any other, answered by its new text.
 */
async function completeEditedMessage(
  context: ConnectionContext,
  conversation: ConversationModel,
  inbound: { event: EventOf<"message">; occurredAt: Date; needsAnswer: boolean },
): Promise<EventOutcome | null> {
  const { tx, businessId, integrationId } = context;
  const { event, occurredAt, needsAnswer } = inbound;
  const { providerMessageId } = event;
  const edited = await tx.message.findUnique({
    where: { businessId_integrationId_providerMessageId: { businessId, integrationId, providerMessageId } },
    select: {
      id: true,
      text: true,
      direction: true,
      editedAt: true,
      erasedAt: true,
      _count: { select: { revisions: true } },
    },
  });
  if (!edited?.editedAt || edited.direction !== "INBOUND" || edited.erasedAt || edited._count.revisions > 0)
    return null;
  const replacedAt = edited.editedAt;
  await tx.messageRevision.createMany({
    data: [{ businessId, id: newId(), messageId: edited.id, text: event.content.text ?? null, replacedAt }],
  });
  await tx.message.update({
    where: { businessId_id: { businessId, id: edited.id } },
    data: { occurredAt, needsAnswer },
    select: { id: true },
  });
  const { text: _, ...content } = event.content;
  const shown = { ...event, content: edited.text === null ? content : { ...content, text: edited.text } };
  await noteInbound(context, conversation, { event: shown, occurredAt, isErased: false });
  if (needsAnswer) await scheduleAnswer(context, conversation);
  context.touched.add(conversation.id);
  return { ...APPLIED, messageId: edited.id };
}

/** Stale messages (redelivered after an outage longer than the reply window) and those a person handles wait for people. */
async function isAgentsTurn(
  context: ConnectionContext,
  conversation: ConversationModel,
  occurredAt: Date,
): Promise<boolean> {
  if (!context.agent.isEnabled || !replyWindow(occurredAt, context.now).open) return false;
  const handler = handlerOf(conversation);
  if (handler !== "PAUSED") return handler === "AGENT";
  // Who asked to be left alone may change their mind by writing so, which only the agent's turn can see.
  const { businessId } = context;
  const customer = await context.tx.customer.findUnique({
    where: { businessId_id: { businessId, id: conversation.customerId } },
    select: { optedOutAt: true },
  });
  return Boolean(customer?.optedOutAt);
}

/** A resolved conversation starts anew with the agent. */
function handlerOf(conversation: ConversationModel): ConversationModel["handler"] {
  return conversation.status === "RESOLVED" ? "AGENT" : conversation.handler;
}

/** Where the agent would be asked but can't answer, a person must see from the start that someone waits. */
function whyNotTheAgent(context: ConnectionContext, event: EventOf<"message">, occurredAt: Date) {
  const needsPerson = (handlerReason: string) => ({ handler: "NEEDS_PERSON" as const, handlerReason });
  if (!context.agent.isEnabled) return needsPerson("The agent is switched off");
  if (event.answer === "fallback" && event.content.kind === "UNSUPPORTED")
    return needsPerson("The customer sent something that can't be shown here");
  if (event.answer !== "turn" || event.standby || replyWindow(occurredAt, context.now).open) return {};
  return needsPerson("This message came too late for an answer by the agent");
}

async function noteInbound(
  context: ConnectionContext,
  conversation: ConversationModel,
  inbound: { event: EventOf<"message">; occurredAt: Date; isErased: boolean },
): Promise<void> {
  const { tx, businessId, now } = context;
  const { occurredAt, event } = inbound;
  const isNewest = occurredAt >= conversation.lastMessageAt;
  const isReopened = conversation.status !== "OPEN";
  const preview = writePreview({
    kind: event.content.kind,
    text: event.content.text ?? null,
    isErased: inbound.isErased,
  });
  // The window, the waiting time and the newest line follow the platform's time, so the order of arrival does not matter.
  await tx.conversation.update({
    where: { businessId_id: { businessId, id: conversation.id } },
    data: {
      unreadCount: { increment: 1 },
      lastInboundAt: laterOf(conversation.lastInboundAt, occurredAt),
      // Nobody waits for an answer to a sticker.
      ...(event.content.kind === "STICKER" ? {} : { waitingSince: earlierOf(conversation.waitingSince, occurredAt) }),
      ...(isNewest ? { lastMessageAt: occurredAt, preview, previewAuthor: "CUSTOMER" } : {}),
      ...(isReopened ? { status: "OPEN" } : {}),
      ...(conversation.status === "RESOLVED" ? { handler: "AGENT", handlerReason: null, assigneeId: null } : {}),
      ...(handlerOf(conversation) === "AGENT" ? whyNotTheAgent(context, event, occurredAt) : {}),
    },
    select: { id: true },
  });
  if (isReopened)
    await recordEvent(tx, conversation, { kind: "reopened", text: "Opened again by a new message", occurredAt: now });
  context.newestInboundAt = laterOf(context.newestInboundAt, occurredAt);
}

async function scheduleAnswer(context: ConnectionContext, conversation: ConversationModel): Promise<void> {
  const { tx, businessId, now } = context;
  const first = await tx.message.findFirst({
    where: { businessId, conversationId: conversation.id, needsAnswer: true },
    orderBy: { receivedAt: "asc" },
    select: { receivedAt: true },
  });
  const latest = (first?.receivedAt ?? now).getTime() + LONGEST_DEBOUNCE_MS;
  const answerAt = new Date(Math.max(now.getTime(), Math.min(now.getTime() + context.agent.replyDelayMs, latest)));
  await tx.conversation.update({
    where: { businessId_id: { businessId, id: conversation.id } },
    data: { answerAt, answerTries: 0 },
    select: { id: true },
  });
  await enqueue(
    tx,
    "answer-conversation",
    { businessId, conversationId: conversation.id },
    { delayMs: answerAt.getTime() - now.getTime() },
  );
}

/** Imported history: kept for reading, with no unread mark, no reply window, no answer. */
export async function applyHistoryMessage(
  context: ConnectionContext,
  event: EventOf<"history_message">,
): Promise<EventOutcome> {
  const { tx, businessId, now } = context;
  const occurredAt = event.occurredAt ?? now;
  const conversation = await openThread(context, event, occurredAt);
  if (!conversation) return { result: "QUARANTINED", error: "The message names no customer" };
  const isInbound = event.direction === "inbound";
  const messageId = await insertMessage(tx, conversation, {
    direction: isInbound ? "INBOUND" : "OUTBOUND",
    author: isInbound ? "CUSTOMER" : "PHONE",
    status: isInbound ? "RECEIVED" : historyStatus(event.historyStatus),
    providerMessageId: event.providerMessageId,
    content: event.content,
    occurredAt,
    receivedAt: now,
    isHistory: true,
  });
  if (!messageId) return DUPLICATE;
  if (occurredAt >= conversation.lastMessageAt)
    await tx.conversation.update({
      where: { businessId_id: { businessId, id: conversation.id } },
      data: {
        lastMessageAt: occurredAt,
        preview: writePreview({ kind: event.content.kind, text: event.content.text ?? null }),
        previewAuthor: isInbound ? "CUSTOMER" : "PHONE",
      },
      select: { id: true },
    });
  context.touched.add(conversation.id);
  return { ...APPLIED, messageId };
}

function historyStatus(word: string | undefined): "SENT" | "DELIVERED" | "READ" | "FAILED" {
  if (word === "DELIVERED") return "DELIVERED";
  if (word === "READ" || word === "PLAYED") return "READ";
  return word === "ERROR" ? "FAILED" : "SENT";
}

function laterOf(a: Date | null, b: Date): Date {
  return a && a > b ? a : b;
}

function earlierOf(a: Date | null, b: Date): Date {
  return a && a < b ? a : b;
}
