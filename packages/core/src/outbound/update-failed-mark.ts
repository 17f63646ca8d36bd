import type { Tx } from "@frontdesk/db/client";

/**
 * Keeps the list's failed mark: set while a message waits for a person and nobody has sent it again. `mayBeNew` false
 * looks only at conversations that have the mark.
 */
export async function updateFailedMark(
  tx: Tx,
  businessId: string,
  conversationId: string,
  mayBeNew: boolean,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Conversation" c SET "hasFailedSend" = failed.any
    FROM (SELECT EXISTS (
      SELECT 1 FROM "Message" m
      WHERE m."businessId" = ${businessId}::uuid AND m."conversationId" = ${conversationId}::uuid
        AND m.direction = 'OUTBOUND' AND m.status IN ('FAILED', 'NEEDS_HUMAN') AND m."failureReason" IS DISTINCT FROM 'superseded'
        AND NOT EXISTS (SELECT 1 FROM "Message" r WHERE r."businessId" = m."businessId" AND r."resendOfId" = m.id)
    ) AS any) failed
    WHERE c."businessId" = ${businessId}::uuid AND c.id = ${conversationId}::uuid AND c."hasFailedSend" IS DISTINCT FROM failed.any
      AND (c."hasFailedSend" OR ${mayBeNew})`;
}
