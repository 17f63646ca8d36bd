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
  const { businessId, id: conversationId } = conversation;
  await supersede(tx, { businessId, conversationId }, at, "Not sent: a person took over first.");
}

/** Takes back the agent's answer to a message that the customer has unsent, as far as it is not on its way. */
export async function supersedeAnswersTo(tx: Tx, businessId: string, messageId: string, at: Date): Promise<void> {
  const runs = await tx.agentRun.findMany({ where: { businessId, triggerMessageId: messageId }, select: { id: true } });
  if (runs.length === 0) return;
  const agentRunId = { in: runs.map((run) => run.id) };
  await supersede(tx, { businessId, agentRunId }, at, "Not sent: the customer took the message back.");
}

type QueuedByAgent = { businessId: string; conversationId?: string; agentRunId?: { in: string[] } };

async function supersede(tx: Tx, which: QueuedByAgent, at: Date, text: string): Promise<void> {
  const queued = await tx.message.findMany({
    where: { ...which, status: "QUEUED", author: "AGENT" },
    select: { id: true },
  });
  for (const { id } of queued)
    await moveMessage(
      tx,
      { businessId: which.businessId, id },
      { to: "FAILED", at, failure: { reason: "superseded", text } },
    );
}
