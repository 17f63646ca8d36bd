import type { Tx } from "@frontdesk/db/client";
import type { ConversationModel } from "@frontdesk/db/models";
import { enqueue } from "@frontdesk/jobs/enqueue";
import { announceChange } from "../conversation/announce-change.ts";
import { lockConversation } from "../conversation/lock-conversation.ts";
import { recordEvent } from "../conversation/record-event.ts";
import { queueMessage } from "../outbound/queue-message.ts";
import type { Scope } from "../scope.ts";
import { refundReply } from "../usage/reserve-reply.ts";
import type { AgentOutcome } from "./agent-engine.ts";
import { handOver } from "./hand-over.ts";
import { endTurn, isForAgent, type OpenTurn } from "./open-turn.ts";

export type TurnEnd = { now: Date; ms: number };

/** Tries of one turn with an engine that fails, before a person is asked. Each was counted when it was begun. */
const MAX_TRIES = 2;

const OUTCOME = {
  answer: "ANSWER",
  menu: "MENU",
  handover: "HANDOVER",
  silent: "SILENT",
  opt_out: "ANSWER",
  opt_in: "ANSWER",
} as const;

/**
 * Writes an outcome: the reply, its delivery job, the run's record, the hand-over, in one transaction. Returns false and
 * queues nothing if a person took over or something newer came while the engine thought.
 */
export async function commitTurn(
  tx: Tx,
  scope: Scope,
  turn: OpenTurn,
  outcome: AgentOutcome,
  end: TurnEnd & { render: (markdown: string) => string[] },
): Promise<boolean> {
  const { businessId } = scope;
  const conversation = await lockConversation(tx, businessId, turn.conversationId);
  if (!conversation || !(await isStillOurs(tx, conversation, turn))) {
    await discard(tx, scope, turn, conversation, end);
    return false;
  }
  await endTurn(tx, conversation);
  await finishRun(tx, businessId, turn, outcome, end);
  if (outcome.kind === "silent") {
    await refundReply(tx, businessId, turn.usageKey);
    // A thank-you or a thumbs-up asks for no answer: nobody waits.
    await tx.conversation.update({
      where: { businessId_id: { businessId, id: conversation.id } },
      data: { waitingSince: null },
      select: { id: true },
    });
    await announceChange(tx, businessId, [conversation.id]);
    return true;
  }
  const isAnswer = outcome.kind === "answer" || outcome.kind === "menu";
  const markdown = isAnswer ? await withDisclosure(tx, conversation, outcome.markdown, end.now) : outcome.markdown;
  for (const text of end.render(markdown))
    await queueMessage(tx, conversation, { text, author: "AGENT", agentRunId: turn.runId }, end.now);
  if (outcome.kind === "handover") await handOver(tx, conversation, outcome.note, end.now);
  if (outcome.kind === "opt_out" || outcome.kind === "opt_in") await storeWish(tx, conversation, outcome.kind, end.now);
  await announceChange(tx, businessId, [conversation.id]);
  return true;
}

/** Silence after which a customer is told again that an automated assistant answers. */
const DISCLOSE_AFTER_MS = 24 * 3_600_000;

/**
 * Says that an automated assistant answers, below the answer itself: at the agent's first reply, and after a day without one. A
 * hand-over or the confirmation of a wish speaks for itself. The EU's AI Act
 * (Art. 50) and Meta's developer policies ask for it.
 */
async function withDisclosure(tx: Tx, conversation: ConversationModel, markdown: string, now: Date): Promise<string> {
  const { businessId, id } = conversation;
  const recent = await tx.message.findFirst({
    where: {
      businessId,
      conversationId: id,
      author: "AGENT",
      occurredAt: { gt: new Date(now.getTime() - DISCLOSE_AFTER_MS) },
    },
    select: { id: true },
  });
  if (recent) return markdown;
  const settings = await tx.agentSettings.findUnique({ where: { businessId }, select: { disclosureText: true } });
  const disclosure = settings?.disclosureText.trim();
  return disclosure ? `${markdown}\n\n${disclosure}` : markdown;
}

/** After a failed engine: once more soon, then a person. Does nothing where another run has taken the turn over. */
export async function giveUpTurn(tx: Tx, scope: Scope, turn: OpenTurn, end: TurnEnd): Promise<void> {
  const { businessId } = scope;
  // Locked first, as everywhere: the month's row, which all conversations share, comes after.
  const conversation = await lockConversation(tx, businessId, turn.conversationId);
  const { count } = await tx.agentRun.updateMany({
    where: { businessId, id: turn.runId, outcome: "RUNNING" },
    data: { outcome: "FAILED", error: "The engine did not answer", finishedAt: end.now, latencyMs: end.ms },
  });
  if (count === 0 && conversation) return;
  await refundReply(tx, businessId, turn.usageKey);
  if (!conversation || !isForAgent(conversation.handler)) return;
  if (conversation.answerTries < MAX_TRIES) {
    const delayMs = 2_000;
    await tx.conversation.update({
      where: { businessId_id: { businessId, id: conversation.id } },
      data: { answerAt: new Date(end.now.getTime() + delayMs) },
      select: { id: true },
    });
    await enqueue(tx, "answer-conversation", { businessId, conversationId: conversation.id }, { delayMs });
    return;
  }
  await endTurn(tx, conversation);
  await handOver(tx, conversation, "The agent could not answer", end.now);
  await announceChange(tx, businessId, [conversation.id]);
}

/** After a stop of the worker: the turn is as if it had not been begun, and its job is written again. */
export async function releaseTurn(tx: Tx, scope: Scope, turn: OpenTurn, end: TurnEnd): Promise<void> {
  const { businessId } = scope;
  const conversation = await lockConversation(tx, businessId, turn.conversationId);
  await discard(tx, scope, turn, conversation, end);
}

async function isStillOurs(tx: Tx, conversation: ConversationModel, turn: OpenTurn): Promise<boolean> {
  if (!isForAgent(conversation.handler) || conversation.status !== "OPEN") return false;
  const waiting = await tx.message.findMany({
    where: { businessId: conversation.businessId, conversationId: conversation.id, needsAnswer: true },
    select: { id: true },
  });
  const ours = new Set(turn.messageIds);
  // Fewer: another run of this job was faster. Others: something newer came, which the next turn answers together.
  return waiting.length === ours.size && waiting.every((message) => ours.has(message.id));
}

async function discard(
  tx: Tx,
  scope: Scope,
  turn: OpenTurn,
  conversation: ConversationModel | null,
  end: TurnEnd,
): Promise<void> {
  const { businessId } = scope;
  const run = await tx.agentRun.findUnique({
    where: { businessId_id: { businessId, id: turn.runId } },
    select: { outcome: true },
  });
  await tx.agentRun.updateMany({
    where: { businessId, id: turn.runId },
    data: { outcome: "DISCARDED", finishedAt: end.now, latencyMs: end.ms },
  });
  // Another run has taken the turn over, and with it the reply that this one took from the month.
  if (run && run.outcome !== "RUNNING") return;
  const other = await tx.agentRun.findFirst({
    where: { businessId, triggerMessageId: turn.triggerMessageId, outcome: { in: ["ANSWER", "MENU", "HANDOVER"] } },
    select: { id: true },
  });
  // Where another run answered the same message, the reply it used is under the same key.
  if (!other) await refundReply(tx, businessId, turn.usageKey);
  if (!conversation) return;
  await tx.conversation.update({
    where: { businessId_id: { businessId, id: conversation.id } },
    // It came to no end, but the engine is not to blame.
    data: { answerTries: Math.max(0, conversation.answerTries - 1) },
    select: { id: true },
  });
  if (isForAgent(conversation.handler) && conversation.answerAt) {
    const delayMs = Math.max(0, conversation.answerAt.getTime() - end.now.getTime());
    await enqueue(tx, "answer-conversation", { businessId, conversationId: conversation.id }, { delayMs });
  }
}

async function finishRun(
  tx: Tx,
  businessId: string,
  turn: OpenTurn,
  outcome: AgentOutcome,
  end: TurnEnd,
): Promise<void> {
  await tx.agentRun.updateMany({
    where: { businessId, id: turn.runId },
    data: {
      outcome: OUTCOME[outcome.kind],
      handoverReason: outcome.kind === "handover" ? outcome.reason : null,
      sourceIds: outcome.kind === "answer" ? outcome.sourceIds : [],
      found: outcome.found,
      topProbability: outcome.found[0]?.probability ?? null,
      noneProbability: outcome.pNone,
      finishedAt: end.now,
      latencyMs: end.ms,
    },
  });
}

async function storeWish(
  tx: Tx,
  conversation: ConversationModel,
  wish: "opt_out" | "opt_in",
  now: Date,
): Promise<void> {
  const { businessId, id, customerId } = conversation;
  // The confirmation was queued at this very moment, and a wish counts for what is written after it.
  await tx.customer.update({
    where: { businessId_id: { businessId, id: customerId } },
    data:
      wish === "opt_out" ? { optedOutAt: now, marketingOptOutAt: now } : { optedOutAt: null, marketingOptOutAt: null },
    select: { id: true },
  });
  await tx.conversation.update({
    where: { businessId_id: { businessId, id } },
    data:
      wish === "opt_out"
        ? { handler: "PAUSED", handlerReason: "The customer asked for no more messages" }
        : { handler: "AGENT", handlerReason: null },
    select: { id: true },
  });
  await recordEvent(tx, conversation, {
    kind: wish === "opt_out" ? "opted_out" : "opted_in",
    text: wish === "opt_out" ? "The customer asked for no more messages" : "The customer wants messages again",
    occurredAt: now,
  });
}
