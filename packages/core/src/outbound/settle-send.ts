import type { ChannelErrorInfo } from "@frontdesk/channels/channel-error";
import { explainChannelError, isRetryable, retryDelayMs } from "@frontdesk/channels/meta/graph-error";
import type { Tx } from "@frontdesk/db/client";
import type { ConversationModel, MessageModel } from "@frontdesk/db/models";
import { enqueue } from "@frontdesk/jobs/enqueue";
import { announceChange } from "../conversation/announce-change.ts";
import { needReconnect } from "../integration/need-reconnect.ts";
import type { Scope } from "../scope.ts";
import { applyParkedReceipts } from "./apply-receipt.ts";
import { lockConversationOf } from "./hold-claim.ts";
import { moveMessage } from "./move-message.ts";

export type SendOutcome = { kind: "accepted"; providerMessageId: string } | { kind: "failed"; info: ChannelErrorInfo };

/** Tries of one message before it counts as failed: with doubling delays about two minutes, for the pair limit about 45. */
const MAX_ATTEMPTS = 8;
/** How long a status or echo may still prove that a message of unknown fate went out, before a person is asked. */
export const UNKNOWN_SETTLES_AFTER_MS = 120_000;

/**
 * Stores what became of a send. Returns whether the conversation's next message may be tried now: not after a failure
 * that the next one would only meet again.
 */
export async function settleSend(
  tx: Tx,
  scope: Scope,
  message: MessageModel,
  outcome: SendOutcome,
  now: Date,
): Promise<boolean> {
  const { businessId } = scope;
  const { integrationId } = message;
  const conversation = await lockConversationOf(tx, message);
  // Gone with its business or customer: nothing to store, and nothing to go on with.
  if (!conversation) return false;
  const mayGoOn = await settle(tx, scope, { message, conversation }, outcome, now);
  if (outcome.kind === "accepted")
    await tx.integration.update({
      where: { businessId_id: { businessId, id: integrationId } },
      data: { lastOutboundAt: now },
      select: { id: true },
    });
  await announceChange(tx, businessId, [conversation.id]);
  return mayGoOn;
}

async function settle(
  tx: Tx,
  scope: Scope,
  { message, conversation }: { message: MessageModel; conversation: ConversationModel },
  outcome: SendOutcome,
  now: Date,
): Promise<boolean> {
  const { businessId } = scope;
  const key = { businessId, id: message.id };
  if (outcome.kind === "accepted") {
    const { providerMessageId } = outcome;
    const moved = await moveMessage(tx, key, { to: "SENT", at: now, providerMessageId });
    // A receipt by correlation id was faster and has moved it on already.
    if (!moved)
      await tx.message.updateMany({ where: { ...key, providerMessageId: null }, data: { providerMessageId } });
    await applyParkedReceipts(tx, businessId, message.integrationId, providerMessageId);
    return true;
  }
  const { info } = outcome;
  const text = explainChannelError(info, conversation.channel as "WHATSAPP" | "INSTAGRAM" | "FACEBOOK");
  if (info.outcome === "unknown") {
    const moved = await moveMessage(tx, key, {
      to: "UNKNOWN",
      at: now,
      failure: { reason: info.reason, code: info.code, text },
    });
    if (moved)
      await enqueue(tx, "settle-unknown", { businessId, messageId: message.id }, { delayMs: UNKNOWN_SETTLES_AFTER_MS });
    return true;
  }
  if (info.reason === "auth_expired" || info.reason === "permission_missing") {
    await needReconnect(tx, scope, message.integrationId, text, now);
    await moveMessage(tx, key, { to: "QUEUED", at: now, heldReason: "needs_reconnect" });
    return false;
  }
  if (isRetryable(info) && message.attempts < MAX_ATTEMPTS) {
    const delayMs = retryDelayMs(info, message.attempts - 1);
    await moveMessage(tx, key, { to: "QUEUED", at: now, notBefore: new Date(now.getTime() + delayMs) });
    await enqueue(tx, "deliver", { businessId, conversationId: conversation.id }, { delayMs });
    return false;
  }
  await moveMessage(tx, key, { to: "FAILED", at: now, failure: { reason: info.reason, code: info.code, text } });
  return true;
}
