import type { Tx } from "@frontdesk/db/client";
import type { ConversationModel, MessageModel } from "@frontdesk/db/models";
import { enqueue } from "@frontdesk/jobs/enqueue";
import { announceChange } from "../conversation/announce-change.ts";
import { lockConversation } from "../conversation/lock-conversation.ts";
import type { Scope } from "../scope.ts";
import { moveMessage } from "./move-message.ts";

/** As long as a job's heartbeat: after it another worker may have taken the conversation over. */
export const CLAIM_HOLDS_MS = 20_000;

/** Whether a claimed message is still this run's to send. */
export async function isStillClaimed(tx: Tx, message: MessageModel): Promise<boolean> {
  const now = await tx.message.findUnique({
    where: { businessId_id: { businessId: message.businessId, id: message.id } },
    select: { status: true, attempts: true },
  });
  return now?.status === "SENDING" && now.attempts === message.attempts;
}

/**
 * Locks the conversation that a claimed message is in now; null if the message is gone. While the platform was asked, two
 * customers may have become one, and the message have moved to the other conversation.
 */
export async function lockConversationOf(tx: Tx, message: MessageModel): Promise<ConversationModel | null> {
  const { businessId, id } = message;
  for (;;) {
    const current = await tx.message.findUnique({
      where: { businessId_id: { businessId, id } },
      select: { conversationId: true },
    });
    if (!current) return null;
    const conversation = await lockConversation(tx, businessId, current.conversationId);
    if (conversation) return conversation;
  }
}

/** Queues a claimed message again that was certainly not sent, with its job; where it is another run's by now, nothing happens. */
export async function putBack(tx: Tx, scope: Scope, message: MessageModel, now: Date): Promise<void> {
  const { businessId } = scope;
  const conversation = await lockConversationOf(tx, message);
  if (!conversation || !(await isStillClaimed(tx, message))) return;
  await moveMessage(tx, { businessId, id: message.id }, { to: "QUEUED", at: now });
  await enqueue(tx, "deliver", { businessId, conversationId: conversation.id });
  await announceChange(tx, businessId, [conversation.id]);
}

/** For a run that ends early: what is still queued gets a job of its own. */
export async function leaveToNextRun(tx: Tx, scope: Scope, conversationId: string): Promise<void> {
  const { businessId } = scope;
  await lockConversation(tx, businessId, conversationId);
  const left = await tx.message.findFirst({
    where: { businessId, conversationId, status: "QUEUED" },
    select: { id: true },
  });
  if (left) await enqueue(tx, "deliver", { businessId, conversationId });
}
