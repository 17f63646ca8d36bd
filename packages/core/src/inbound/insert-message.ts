import type { MessageContent } from "@frontdesk/channels/channel-adapter";
import type { Tx } from "@frontdesk/db/client";
import type { ConversationModel, MessageAuthor, MessageDirection, MessageStatus } from "@frontdesk/db/models";
import { newId } from "@frontdesk/db/new-id";

export type MessageFromPlatform = {
  direction: MessageDirection;
  author: MessageAuthor;
  status: MessageStatus;
  providerMessageId: string;
  content: MessageContent;
  occurredAt: Date;
  receivedAt: Date;
  quotedProviderMessageId?: string | undefined;
  forwarded?: string | undefined;
  referral?: Readonly<Record<string, unknown>> | undefined;
  needsAnswer?: boolean;
  isHistory?: boolean;
  isErased?: boolean;
  editedAt?: Date;
};

/** Stores a message that the platform told us of; null if its platform id is stored already. */
export async function insertMessage(
  tx: Tx,
  conversation: ConversationModel,
  message: MessageFromPlatform,
): Promise<string | null> {
  const { businessId } = conversation;
  const { content } = message;
  const id = newId();
  const { count } = await tx.message.createMany({
    data: [
      {
        businessId,
        id,
        conversationId: conversation.id,
        integrationId: conversation.integrationId,
        direction: message.direction,
        author: message.author,
        kind: content.kind,
        text: message.isErased ? null : (content.text ?? null),
        content: message.isErased ? {} : contentJson(content),
        providerMessageId: message.providerMessageId,
        status: message.status,
        occurredAt: message.occurredAt,
        receivedAt: message.receivedAt,
        quotedProviderMessageId: message.quotedProviderMessageId ?? null,
        forwarded: message.forwarded ?? null,
        ...(message.referral === undefined ? {} : { referral: message.referral as object }),
        needsAnswer: message.needsAnswer ?? false,
        isHistory: message.isHistory ?? false,
        erasedAt: message.isErased ? message.receivedAt : null,
        editedAt: message.editedAt ?? null,
        ...(message.direction === "OUTBOUND" && message.status !== "FAILED" ? { sentAt: message.occurredAt } : {}),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return null;
  if (!message.isErased) await insertAttachments(tx, businessId, id, content);
  return id;
}

/** The content beside the text, as it is kept in `Message.content`. */
export function contentJson(content: MessageContent): object {
  return {
    ...(content.payload === undefined ? {} : { payload: content.payload }),
    ...(content.details === undefined ? {} : { details: content.details }),
  };
}

async function insertAttachments(
  tx: Tx,
  businessId: string,
  messageId: string,
  content: MessageContent,
): Promise<void> {
  const attachments = content.attachments ?? [];
  if (attachments.length === 0) return;
  await tx.attachment.createMany({
    // The platform's address is not kept: it dies within minutes, and the id leads to a fresh one.
    data: attachments.map((attachment, position) => ({
      businessId,
      id: newId(),
      messageId,
      position,
      kind: attachment.kind,
      providerMediaId: attachment.providerMediaId ?? null,
      mimeType: attachment.mimeType ?? null,
      sha256: attachment.sha256 ?? null,
      fileName: attachment.fileName ?? null,
      isVoice: attachment.voice ?? false,
    })),
  });
}
