import type { Tx } from "@frontdesk/db/client";
import { acrossBusinesses, inBusiness } from "@frontdesk/db/tenant-transaction";
import type { JobName, JobPayload } from "@frontdesk/jobs/definitions";
import { enqueue } from "@frontdesk/jobs/enqueue";
import { hasOpenJob } from "@frontdesk/jobs/has-open-job";
import { lockConversation } from "../conversation/lock-conversation.ts";
import type { Deps } from "../deps.ts";
import { systemScope } from "../scope.ts";
import { settleParkedReceipts } from "./settle-parked-receipts.ts";

const MOST_A_ROUND = 500;
/** Work younger than this has its job on the way. */
const GRACE_MS = 60_000;

type Found = {
  businessId: string;
  conversationId: string;
  kind: "answer" | "deliver" | "unknown";
  messageId: string | null;
};

/**
 * Looks for conversations with unfinished work that is long due, oldest first, and writes the jobs that are missing. Work
 * and job are written together, so none should be: what it finds is logged as a fault and returned as a count.
 */
export async function sweepUnfinishedWork(deps: Deps): Promise<number> {
  await settleParkedReceipts(deps);
  const before = new Date(deps.clock().getTime() - GRACE_MS);
  const found = await acrossBusinesses(deps.db, "sweep", async (tx) => [
    ...(await tx.$queryRaw<Found[]>`
      SELECT "businessId", id AS "conversationId", 'answer' AS kind, NULL::uuid AS "messageId" FROM "Conversation"
      WHERE "answerAt" IS NOT NULL AND "answerAt" < ${before}::timestamptz ORDER BY "answerAt" LIMIT ${MOST_A_ROUND}`),
    ...(await tx.$queryRaw<Found[]>`
      SELECT m."businessId", m."conversationId", 'deliver' AS kind, NULL::uuid AS "messageId" FROM "Message" m
      JOIN "Integration" i ON i."businessId" = m."businessId" AND i.id = m."integrationId"
      WHERE m.status IN ('QUEUED', 'SENDING') AND m."heldReason" IS NULL AND (i."sendingPausedUntil" IS NULL OR i."sendingPausedUntil" < ${before}::timestamptz) AND i.status <> 'NEEDS_RECONNECT'
        AND coalesce(m."notBefore", m."sendingAt", m."receivedAt") < ${before}::timestamptz
      GROUP BY m."businessId", m."conversationId" ORDER BY min(coalesce(m."notBefore", m."sendingAt", m."receivedAt")) LIMIT ${MOST_A_ROUND}`),
    ...(await tx.$queryRaw<Found[]>`
      SELECT "businessId", "conversationId", 'unknown' AS kind, id AS "messageId" FROM "Message"
      WHERE status = 'UNKNOWN' AND "unknownAt" < ${new Date(before.getTime() - 120_000)}::timestamptz ORDER BY "unknownAt" LIMIT ${MOST_A_ROUND}`),
  ]);
  let written = 0;
  for (const { businessId, conversationId, kind, messageId } of found) {
    const isNew = await inBusiness(deps.db, systemScope(businessId), async (tx) => {
      await lockConversation(tx, businessId, conversationId);
      if (kind === "answer") return enqueueMissing(tx, "answer-conversation", { businessId, conversationId });
      if (kind === "deliver") return enqueueMissing(tx, "deliver", { businessId, conversationId });
      return messageId ? enqueueMissing(tx, "settle-unknown", { businessId, messageId }) : false;
    });
    if (!isNew) continue;
    written += 1;
    deps.logger.error("work was found without its job", { stage: "sweep", businessId, conversationId, reason: kind });
  }
  return written;
}

/** What waits for its turn, runs or is tried again is on its way, however late: a busy worker is no fault. */
async function enqueueMissing<N extends JobName>(tx: Tx, name: N, payload: JobPayload<N>): Promise<boolean> {
  return (await hasOpenJob(tx, name, payload)) ? false : enqueue(tx, name, payload);
}
