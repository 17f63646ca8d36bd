import type { Tx } from "@frontdesk/db/client";
import { moveMessage } from "./move-message.ts";

/**
 * Takes back what the agent had queued and a person's taking over came before: nothing of it is sent. Called in the
 * transaction that takes over, under the conversation's lock.
 */
export async function supersedeAgentMessages(
  tx: Tx,
  conversation: { businessId: string; id: string },
  at: Date,
): Promise<void> {
  const queued = await tx.message.findMany({
    where: { businessId: conversation.businessId, conversationId: conversation.id, status: "QUEUED", author: "AGENT" },
    select: { id: true },
  });
  for (const { id } of queued)
    await moveMessage(
      tx,
      { businessId: conversation.businessId, id },
      {
        to: "FAILED",
        at,
        failure: { reason: "superseded", text: "Not sent: a person took over first." },
      },
    );
}
