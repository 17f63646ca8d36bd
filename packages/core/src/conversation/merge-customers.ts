import type { Tx } from "@frontdesk/db/client";
import { enqueue } from "@frontdesk/jobs/enqueue";
import { lockConversation } from "./lock-conversation.ts";

/**
 * Makes one customer of several that a message proved to be one person. Ids and conversations move to `customerId`; where
 * both had a conversation with the same connection, the messages join the kept one. Returns the conversations that changed.
 */
export async function mergeCustomers(
  tx: Tx,
  businessId: string,
  customerId: string,
  duplicateIds: readonly string[],
): Promise<string[]> {
  const changed: string[] = [];
  for (const duplicateId of duplicateIds) {
    await tx.customerIdentity.updateMany({ where: { businessId, customerId: duplicateId }, data: { customerId } });
    const conversations = await tx.conversation.findMany({
      where: { businessId, customerId: duplicateId },
      orderBy: { id: "asc" },
    });
    for (const { id, integrationId } of conversations) {
      const kept = await tx.conversation.findUnique({
        where: { businessId_integrationId_customerId: { businessId, integrationId, customerId } },
        select: { id: true },
      });
      changed.push(kept?.id ?? id);
      if (!kept) {
        await tx.conversation.update({
          where: { businessId_id: { businessId, id } },
          data: { customerId },
          select: { id: true },
        });
        continue;
      }
      for (const locked of [id, kept.id].sort()) await lockConversation(tx, businessId, locked);
      await joinConversations(tx, businessId, kept.id, id);
      await writeJobs(tx, businessId, kept.id);
    }
    // A reaction of both to the same message keeps the newer one's row; the other goes with its customer.
    await tx.$executeRaw`
      UPDATE "MessageReaction" r SET "customerId" = ${customerId}::uuid
      WHERE r."businessId" = ${businessId}::uuid AND r."customerId" = ${duplicateId}::uuid AND NOT EXISTS (
        SELECT 1 FROM "MessageReaction" k WHERE k."businessId" = r."businessId" AND k."integrationId" = r."integrationId"
          AND k."targetProviderMessageId" = r."targetProviderMessageId" AND k."customerId" = ${customerId}::uuid)`;
    await tx.$executeRaw`
      UPDATE "Customer" k SET
        name = coalesce(k.name, d.name), username = coalesce(k.username, d.username), phone = coalesce(k.phone, d.phone),
        email = coalesce(k.email, d.email), language = coalesce(k.language, d.language),
        "marketingOptOutAt" = coalesce(k."marketingOptOutAt", d."marketingOptOutAt"), "optedOutAt" = coalesce(k."optedOutAt", d."optedOutAt"),
        "updatedAt" = now()
      FROM "Customer" d
      WHERE k."businessId" = ${businessId}::uuid AND k.id = ${customerId}::uuid AND d."businessId" = k."businessId" AND d.id = ${duplicateId}::uuid`;
    await tx.customer.delete({ where: { businessId_id: { businessId, id: duplicateId } }, select: { id: true } });
  }
  return changed;
}

/** Moves everything of `fromId` into `intoId` and lets the newer of each column stand. Both rows are locked. */
async function joinConversations(tx: Tx, businessId: string, intoId: string, fromId: string): Promise<void> {
  const where = { businessId, conversationId: fromId };
  await tx.message.updateMany({ where, data: { conversationId: intoId } });
  await tx.agentRun.updateMany({ where, data: { conversationId: intoId } });
  await tx.conversationEvent.updateMany({ where, data: { conversationId: intoId } });
  await tx.$executeRaw`
    UPDATE "Conversation" k SET
      preview = CASE WHEN d."lastMessageAt" > k."lastMessageAt" THEN d.preview ELSE k.preview END,
      "previewAuthor" = CASE WHEN d."lastMessageAt" > k."lastMessageAt" THEN d."previewAuthor" ELSE k."previewAuthor" END,
      "lastMessageAt" = greatest(k."lastMessageAt", d."lastMessageAt"),
      "lastInboundAt" = greatest(k."lastInboundAt", d."lastInboundAt"),
      "waitingSince" = least(k."waitingSince", d."waitingSince"),
      "answerAt" = least(k."answerAt", d."answerAt"),
      "unreadCount" = k."unreadCount" + d."unreadCount",
      "hasFailedSend" = k."hasFailedSend" OR d."hasFailedSend",
      status = CASE WHEN d.status = 'OPEN' THEN d.status ELSE k.status END,
      handler = CASE WHEN k.handler = 'AGENT' THEN d.handler ELSE k.handler END,
      "handlerReason" = coalesce(k."handlerReason", d."handlerReason"),
      "assigneeId" = coalesce(k."assigneeId", d."assigneeId")
    FROM "Conversation" d
    WHERE k."businessId" = ${businessId}::uuid AND k.id = ${intoId}::uuid AND d."businessId" = k."businessId" AND d.id = ${fromId}::uuid`;
  await tx.conversation.delete({ where: { businessId_id: { businessId, id: fromId } }, select: { id: true } });
}

/** The jobs of the conversation that is gone find nothing: what it had to do needs jobs of the kept one. */
async function writeJobs(tx: Tx, businessId: string, conversationId: string): Promise<void> {
  const { answerAt } = await tx.conversation.findUniqueOrThrow({
    where: { businessId_id: { businessId, id: conversationId } },
    select: { answerAt: true },
  });
  if (answerAt) await enqueue(tx, "answer-conversation", { businessId, conversationId });
  const queued = await tx.message.findFirst({
    where: { businessId, conversationId, status: "QUEUED" },
    select: { id: true },
  });
  if (queued) await enqueue(tx, "deliver", { businessId, conversationId });
}
