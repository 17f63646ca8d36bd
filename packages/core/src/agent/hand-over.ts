import type { Tx } from "@frontdesk/db/client";
import type { ConversationModel } from "@frontdesk/db/models";
import { recordEvent } from "../conversation/record-event.ts";

/** Asks a person to go on in a conversation; `note` tells them why. The caller holds the conversation's lock. */
export async function handOver(tx: Tx, conversation: ConversationModel, note: string, now: Date): Promise<void> {
  const { businessId, id } = conversation;
  await tx.conversation.update({
    where: { businessId_id: { businessId, id } },
    // The customer still waits: our sentence about the hand-over is no answer.
    data: { handler: "NEEDS_PERSON", handlerReason: note, waitingSince: conversation.waitingSince ?? now },
    select: { id: true },
  });
  await recordEvent(tx, conversation, { kind: "handed_over", text: `Handed over: ${note}`, occurredAt: now });
}
