import type { Tx } from "@frontdesk/db/client";
import type { ConversationModel } from "@frontdesk/db/models";
import { newId } from "@frontdesk/db/new-id";
import { enqueue } from "@frontdesk/jobs/enqueue";
import { announceChange } from "../conversation/announce-change.ts";
import { lockConversation } from "../conversation/lock-conversation.ts";
import { recordEvent } from "../conversation/record-event.ts";
import type { Scope } from "../scope.ts";
import { refundReply, reserveReply } from "../usage/reserve-reply.ts";
import { type AgentTurn, defaultMenuAt } from "./agent-engine.ts";
import { handOver } from "./hand-over.ts";

/** A turn that was claimed: what the engine is asked, and which messages it is about. */
export type OpenTurn = {
  runId: string;
  conversationId: string;
  triggerMessageId: string;
  /** The messages that this turn answers. */
  messageIds: string[];
  usageKey: string;
  input: AgentTurn;
};

const HISTORY_MESSAGES = 12;
/** Tries of one turn that may be begun: what ends its worker each time is for a person. */
const MOST_TRIES_BEGUN = 3;

/** Whether the agent may have a turn: where it is paused, only a customer's wish to be answered again gives it one. */
export function isForAgent(handler: ConversationModel["handler"]): boolean {
  return handler === "AGENT" || handler === "PAUSED";
}

/**
 * Opens the agent's turn under the conversation's lock, or returns null where there is none: nothing waits, it is not
 * due yet (the job is set for then), it is a person's turn, or the month's limit is reached (a person is asked). The try
 * is counted when it is begun, so that a turn that ends its worker comes to a person instead of ending every worker.
 */
export async function openTurn(
  tx: Tx,
  scope: Scope,
  conversationId: string,
  at: { now: Date; engine: string },
): Promise<OpenTurn | null> {
  const { businessId } = scope;
  const conversation = await lockConversation(tx, businessId, conversationId);
  if (!conversation?.answerAt) return null;
  if (!isForAgent(conversation.handler) || conversation.status !== "OPEN") {
    await endTurn(tx, conversation);
    return null;
  }
  if (conversation.answerAt > at.now) {
    await enqueue(
      tx,
      "answer-conversation",
      { businessId, conversationId },
      { delayMs: conversation.answerAt.getTime() - at.now.getTime() },
    );
    return null;
  }
  const waiting = await tx.message.findMany({
    where: { businessId, conversationId, needsAnswer: true },
    orderBy: [{ occurredAt: "asc" }, { id: "asc" }],
    select: { id: true, text: true, occurredAt: true },
  });
  const trigger = waiting.at(-1);
  if (!trigger) {
    await endTurn(tx, conversation);
    return null;
  }
  const usageKey = await usageKeyOf(tx, businessId, trigger.id);
  await closeCrashedRuns(tx, conversation, trigger.id, at.now);
  if (conversation.answerTries >= MOST_TRIES_BEGUN) {
    await refundReply(tx, businessId, usageKey);
    await endTurn(tx, conversation);
    await handOver(tx, conversation, "The agent could not answer", at.now);
    await announceChange(tx, businessId, [conversationId]);
    return null;
  }
  const reserved = await reserveReply(tx, businessId, at.now, usageKey);
  if (!reserved.granted) {
    await askPersonAboutLimit(tx, conversation, at.now, reserved.limit);
    return null;
  }
  const runId = newId();
  await tx.agentRun.createMany({
    data: [
      { businessId, id: runId, conversationId, triggerMessageId: trigger.id, engine: at.engine, startedAt: at.now },
    ],
  });
  await tx.conversation.update({
    where: { businessId_id: { businessId, id: conversationId } },
    data: { answerTries: conversation.answerTries + 1 },
    select: { id: true },
  });
  const input = await readInput(tx, conversation, waiting, at.now);
  return {
    runId,
    conversationId,
    triggerMessageId: trigger.id,
    messageIds: waiting.map((message) => message.id),
    usageKey,
    input,
  };
}

/**
 * Keyed by the newest message: a turn that is tried again after a crash takes no second reply from the month. A run that
 * came to an end without an answer gave its reply back, so the next one takes its own.
 */
async function usageKeyOf(tx: Tx, businessId: string, triggerMessageId: string): Promise<string> {
  for (let refunds = 0; ; refunds += 1) {
    const key = `turn:${triggerMessageId}:${refunds}`;
    const refund = await tx.usageEntry.findUnique({
      where: { businessId_idempotencyKey: { businessId, idempotencyKey: `${key}:refund` } },
      select: { id: true },
    });
    if (!refund) return key;
  }
}

/** Closes what workers left that died. The reply of a run for an older message is given back; one for this message is used. */
async function closeCrashedRuns(
  tx: Tx,
  conversation: ConversationModel,
  triggerMessageId: string,
  now: Date,
): Promise<void> {
  const { businessId, id } = conversation;
  const crashed = await tx.agentRun.findMany({
    where: { businessId, conversationId: id, outcome: "RUNNING" },
    select: { id: true, triggerMessageId: true },
  });
  if (crashed.length === 0) return;
  await tx.agentRun.updateMany({
    where: { businessId, id: { in: crashed.map((run) => run.id) } },
    data: { outcome: "FAILED", error: "The worker ended before the engine answered", finishedAt: now },
  });
  for (const older of new Set(crashed.map((run) => run.triggerMessageId))) {
    if (older === triggerMessageId) continue;
    const answered = await tx.agentRun.findFirst({
      where: { businessId, triggerMessageId: older, outcome: { in: ["ANSWER", "MENU", "HANDOVER"] } },
      select: { id: true },
    });
    if (!answered) await refundReply(tx, businessId, await usageKeyOf(tx, businessId, older));
  }
}

async function readInput(
  tx: Tx,
  conversation: ConversationModel,
  waiting: { id: string; text: string | null; occurredAt: Date }[],
  now: Date,
): Promise<AgentTurn> {
  const { businessId } = conversation;
  const business = await tx.business.findUniqueOrThrow({
    where: { id: businessId },
    select: { name: true, locale: true },
  });
  const settings = await tx.agentSettings.findUniqueOrThrow({ where: { businessId } });
  const customer = await tx.customer.findUniqueOrThrow({
    where: { businessId_id: { businessId, id: conversation.customerId } },
    select: { optedOutAt: true },
  });
  const ids = waiting.map((message) => message.id);
  const before = await tx.message.findMany({
    where: { businessId, conversationId: conversation.id, id: { notIn: ids }, text: { not: null }, isHistory: false },
    orderBy: [{ occurredAt: "desc" }, { id: "desc" }],
    take: HISTORY_MESSAGES,
    select: { author: true, text: true },
  });
  const texts = waiting.flatMap((message) => (message.text?.trim() ? [message.text] : []));
  return {
    businessId,
    conversationId: conversation.id,
    customerId: conversation.customerId,
    channel: conversation.channel,
    now,
    profile: { name: business.name, language: business.locale.slice(0, 2) },
    settings: {
      agentName: settings.agentName,
      handoverText: settings.handoverText,
      answerAt: settings.answerAt,
      menuAt: defaultMenuAt,
    },
    history: before.reverse().map((message) => ({ author: message.author, text: message.text ?? "" })),
    incoming: texts,
    isOptedOut: customer.optedOutAt !== null,
    unreadableCount: waiting.length - texts.length,
  };
}

/** Nothing (more) for the agent to do here. */
export async function endTurn(tx: Tx, conversation: { businessId: string; id: string }): Promise<void> {
  const { businessId, id } = conversation;
  await tx.message.updateMany({
    where: { businessId, conversationId: id, needsAnswer: true },
    data: { needsAnswer: false },
  });
  await tx.conversation.update({
    where: { businessId_id: { businessId, id } },
    data: { answerAt: null, answerTries: 0 },
    select: { id: true },
  });
}

async function askPersonAboutLimit(tx: Tx, conversation: ConversationModel, now: Date, limit: number): Promise<void> {
  const { businessId, id } = conversation;
  await endTurn(tx, conversation);
  await tx.conversation.update({
    where: { businessId_id: { businessId, id } },
    data: { handler: "NEEDS_PERSON", handlerReason: "The month's limit of agent replies is reached" },
    select: { id: true },
  });
  await recordEvent(tx, conversation, {
    kind: "limit_reached",
    text: `The month's ${limit} agent replies are used up; a person must answer`,
    occurredAt: now,
  });
  await announceChange(tx, businessId, [id]);
}
