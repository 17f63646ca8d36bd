import type { Tx } from "@frontdesk/db/client";
import type { ConversationModel } from "@frontdesk/db/models";
import { newId } from "@frontdesk/db/new-id";
import { enqueue } from "@frontdesk/jobs/enqueue";
import { writePreview } from "../conversation/write-preview.ts";

export type NewMessage = {
  text: string;
  author: "AGENT" | "MEMBER";
  authorUserId?: string;
  agentRunId?: string;
  resendOfId?: string;
};

/**
 * Writes an outbound message and its delivery job in the caller's transaction, which holds the conversation's lock.
 * The conversation counts as answered. Returns the message's id.
 */
export async function queueMessage(
  tx: Tx,
  conversation: ConversationModel,
  message: NewMessage,
  now: Date,
): Promise<string> {
  const { businessId } = conversation;
  const id = newId();
  // Never before what it answers, also where our clock is behind the platform's.
  const occurredAt = now < conversation.lastMessageAt ? conversation.lastMessageAt : now;
  await tx.message.createMany({
    data: [
      {
        businessId,
        id,
        conversationId: conversation.id,
        integrationId: conversation.integrationId,
        direction: "OUTBOUND",
        author: message.author,
        authorUserId: message.authorUserId ?? null,
        agentRunId: message.agentRunId ?? null,
        resendOfId: message.resendOfId ?? null,
        kind: "TEXT",
        text: message.text,
        status: "QUEUED",
        occurredAt,
        receivedAt: now,
      },
    ],
  });
  await tx.conversation.update({
    where: { businessId_id: { businessId, id: conversation.id } },
    data: {
      lastMessageAt: occurredAt,
      preview: writePreview({ kind: "TEXT", text: message.text }),
      previewAuthor: message.author,
      waitingSince: null,
      ...(message.author === "MEMBER" ? { unreadCount: 0 } : {}),
    },
    select: { id: true },
  });
  conversation.lastMessageAt = occurredAt;
  await enqueue(tx, "deliver", { businessId, conversationId: conversation.id });
  return id;
}
