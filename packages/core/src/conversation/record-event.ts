import type { Tx } from "@frontdesk/db/client";
import { newId } from "@frontdesk/db/new-id";

export type ConversationEventKind =
  | "handed_over"
  | "taken_over"
  | "given_back"
  | "answered_elsewhere"
  | "resolved"
  | "reopened"
  | "number_changed"
  | "call"
  | "preference"
  | "opted_out"
  | "opted_in"
  | "limit_reached";

/** Writes a line of the thread that is not a message: what happened, for people. */
export async function recordEvent(
  tx: Tx,
  conversation: { businessId: string; id: string },
  event: { kind: ConversationEventKind; text: string; occurredAt: Date; userId?: string | null },
): Promise<void> {
  await tx.conversationEvent.createMany({
    data: [
      {
        businessId: conversation.businessId,
        id: newId(),
        conversationId: conversation.id,
        kind: event.kind,
        text: event.text,
        userId: event.userId ?? null,
        occurredAt: event.occurredAt,
      },
    ],
  });
}
