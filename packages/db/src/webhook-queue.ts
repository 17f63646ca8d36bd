import type { Db } from "./client.ts";

export type ClaimedWebhookLog = { id: string; body: Uint8Array; attempts: number; createdAt: Date };

/**
 * Takes up to `limit` unprocessed deliveries that are due, oldest first, for `leaseSeconds`, and counts the attempt.
 * Rows that another worker is taking are skipped. All times are the database's.
 */
export async function claimWebhookLogs(db: Db, limit: number, leaseSeconds: number): Promise<ClaimedWebhookLog[]> {
  const rows = await db.prisma.$queryRaw<ClaimedWebhookLog[]>`
    WITH due AS (
      SELECT id FROM "WebhookLog"
      WHERE processed = false AND "quarantinedAt" IS NULL AND "nextAttemptAt" <= clock_timestamp()
      ORDER BY "nextAttemptAt", id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE "WebhookLog" w SET attempts = w.attempts + 1, "nextAttemptAt" = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    FROM due WHERE w.id = due.id
    RETURNING w.id, w.body, w.attempts, w."createdAt"`;
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Gives a delivery back after a failed attempt: to be tried again after `seconds`, or set aside for a person. */
export async function postponeWebhookLog(
  db: Db,
  id: string,
  options: { seconds: number; error: string; isQuarantined: boolean },
): Promise<void> {
  await db.prisma.$executeRaw`
    UPDATE "WebhookLog" SET error = ${options.error},
      "nextAttemptAt" = clock_timestamp() + make_interval(secs => ${options.seconds}),
      "quarantinedAt" = CASE WHEN ${options.isQuarantined} THEN clock_timestamp() ELSE NULL END
    WHERE id = ${id}::uuid AND processed = false`;
}
