import type { Tx } from "@frontdesk/db/client";
import type { ConversationModel } from "@frontdesk/db/models";

/**
 * Locks a conversation's row and reads it; null if it does not exist. Whoever writes work for a conversation's jobs locks
 * it before enqueueing, and the handler locks it before it reads: else a job dropped as a duplicate could miss the handler.
 */
export async function lockConversation(
  tx: Tx,
  businessId: string,
  conversationId: string,
): Promise<ConversationModel | null> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Conversation" WHERE "businessId" = ${businessId}::uuid AND id = ${conversationId}::uuid FOR UPDATE`;
  if (locked.length === 0) return null;
  return tx.conversation.findUnique({ where: { businessId_id: { businessId, id: conversationId } } });
}
