import type { Tx } from "@frontdesk/db/client";
import { Prisma } from "@frontdesk/db/models";
import type { MessageStatus } from "@frontdesk/validators/message";
import { updateFailedMark } from "./update-failed-mark.ts";

export type OutboundStatus = Exclude<MessageStatus, "RECEIVED">;

/**
 * Which states may become which. Forward only, but for two steps: what was certainly not sent is queued again, and a
 * delivery or reading proves a reported failure wrong, so that receipts give the same end in any order.
 */
const ALLOWED_FROM: Record<OutboundStatus, readonly OutboundStatus[]> = {
  QUEUED: ["SENDING"],
  SENDING: ["QUEUED"],
  SENT: ["QUEUED", "SENDING", "UNKNOWN", "NEEDS_HUMAN"],
  DELIVERED: ["QUEUED", "SENDING", "UNKNOWN", "NEEDS_HUMAN", "SENT", "FAILED"],
  READ: ["QUEUED", "SENDING", "UNKNOWN", "NEEDS_HUMAN", "SENT", "DELIVERED", "FAILED"],
  FAILED: ["QUEUED", "SENDING", "UNKNOWN", "NEEDS_HUMAN", "SENT"],
  UNKNOWN: ["SENDING"],
  NEEDS_HUMAN: ["UNKNOWN"],
};

export type MessageMove = {
  to: OutboundStatus;
  at: Date;
  providerMessageId?: string;
  notBefore?: Date | null;
  heldReason?: string | null;
  countsAsAttempt?: boolean;
  failure?: { reason: string; code?: number | undefined; text: string };
  pricing?: Record<string, unknown> | undefined;
};

/**
 * The only writer of an outbound message's status. Returns false, and changes nothing, where the message is not in a
 * state that may become `move.to`: whoever lost that race stops.
 */
export async function moveMessage(
  tx: Tx,
  message: { businessId: string; id: string },
  move: MessageMove,
): Promise<boolean> {
  const from = [...ALLOWED_FROM[move.to]];
  const clearsFailure = move.to === "DELIVERED" || move.to === "READ" || move.to === "SENT" || move.to === "QUEUED";
  const rows = await tx.$queryRaw<{ conversationId: string }[]>`
    UPDATE "Message" SET
      status = ${move.to}::"MessageStatus",
      attempts = attempts + ${move.countsAsAttempt ? 1 : 0},
      "providerMessageId" = coalesce("providerMessageId", ${move.providerMessageId ?? null}),
      "notBefore" = ${move.to === "QUEUED" ? (move.notBefore ?? null) : null}::timestamptz,
      "heldReason" = ${move.to === "QUEUED" ? (move.heldReason ?? null) : null},
      "sendingAt" = CASE WHEN ${move.to === "SENDING"} THEN ${move.at}::timestamptz ELSE "sendingAt" END,
      "sentAt" = CASE WHEN ${isSentOrLater(move.to)} THEN coalesce("sentAt", ${move.at}::timestamptz) ELSE "sentAt" END,
      "deliveredAt" = CASE WHEN ${move.to === "DELIVERED" || move.to === "READ"} THEN coalesce("deliveredAt", ${move.at}::timestamptz) ELSE "deliveredAt" END,
      "readAt" = CASE WHEN ${move.to === "READ"} THEN coalesce("readAt", ${move.at}::timestamptz) ELSE "readAt" END,
      "failedAt" = CASE WHEN ${move.to === "FAILED"} THEN ${move.at}::timestamptz WHEN ${clearsFailure} THEN NULL ELSE "failedAt" END,
      "unknownAt" = CASE WHEN ${move.to === "UNKNOWN"} THEN ${move.at}::timestamptz ELSE "unknownAt" END,
      "failureReason" = CASE WHEN ${clearsFailure} THEN NULL ELSE coalesce(${move.failure?.reason ?? null}, "failureReason") END,
      "failureCode" = CASE WHEN ${clearsFailure} THEN NULL ELSE coalesce(${move.failure?.code ?? null}::int, "failureCode") END,
      "failureText" = CASE WHEN ${clearsFailure} THEN NULL ELSE coalesce(${move.failure?.text ?? null}, "failureText") END,
      pricing = coalesce(${move.pricing === undefined ? Prisma.sql`NULL::jsonb` : Prisma.sql`${JSON.stringify(move.pricing)}::jsonb`}, pricing)
    WHERE "businessId" = ${message.businessId}::uuid AND id = ${message.id}::uuid AND direction = 'OUTBOUND'
      AND status::text = ANY(${from})
    RETURNING "conversationId"`;
  const moved = rows[0];
  if (!moved) return false;
  const mayNeedPerson = move.to === "FAILED" || move.to === "NEEDS_HUMAN";
  await updateFailedMark(tx, message.businessId, moved.conversationId, mayNeedPerson);
  return true;
}

function isSentOrLater(status: OutboundStatus): boolean {
  return status === "SENT" || status === "DELIVERED" || status === "READ";
}
