import type { Tx } from "@frontdesk/db/client";
import type { ConversationModel } from "@frontdesk/db/models";
import { newId } from "@frontdesk/db/new-id";
import type { MetaChannel } from "@frontdesk/validators/channel";
import { lockConversation } from "./lock-conversation.ts";

/** Finds or makes the thread of a customer with a connection, and locks it. Two callers at once get the same one. */
export async function openConversation(
  tx: Tx,
  thread: { businessId: string; integrationId: string; customerId: string; channel: MetaChannel; at: Date },
): Promise<ConversationModel> {
  const { businessId, integrationId, customerId } = thread;
  const unique = { businessId_integrationId_customerId: { businessId, integrationId, customerId } };
  let found = await tx.conversation.findUnique({ where: unique, select: { id: true } });
  if (!found) {
    await tx.conversation.createMany({
      data: [{ businessId, id: newId(), customerId, integrationId, channel: thread.channel, lastMessageAt: thread.at }],
      skipDuplicates: true,
    });
    found = await tx.conversation.findUnique({ where: unique, select: { id: true } });
  }
  const conversation = found && (await lockConversation(tx, businessId, found.id));
  if (!conversation) throw new Error("A conversation vanished while it was being opened");
  return conversation;
}
