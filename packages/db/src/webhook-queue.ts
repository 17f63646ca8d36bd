import type { Db } from "./client.ts";

export type ClaimedWebhookLog = { id: string; body: Uint8Array; attempts: number; createdAt: Date };

export type ClaimLimits = {
  count: number;
  /** Of all bodies together; a single larger one is taken alone. */
  bytes: number;
  leaseSeconds: number;
};

/**
 * Takes unprocessed deliveries that are due, oldest first, for `leaseSeconds`, and counts the attempt.
 * Rows that another worker is taking are skipped. All times are the database's.
 */
export async function claimWebhookLogs(db: Db, limits: ClaimLimits): Promise<ClaimedWebhookLog[]> {
  const rows = await db.prisma.$queryRaw<ClaimedWebhookLog[]>`
    WITH due AS (
      SELECT id, "nextAttemptAt", octet_length(body) AS size FROM "WebhookLog"
      WHERE processed = false AND "quarantinedAt" IS NULL AND "nextAttemptAt" <= clock_timestamp()
      ORDER BY "nextAttemptAt", id LIMIT ${limits.count} FOR UPDATE SKIP LOCKED
    ), measured AS (
      SELECT id, sum(size) OVER place AS total, row_number() OVER place AS position FROM due
      WINDOW place AS (ORDER BY "nextAttemptAt", id)
    )
    UPDATE "WebhookLog" w SET attempts = w.attempts + 1,
      "nextAttemptAt" = clock_timestamp() + make_interval(secs => ${limits.leaseSeconds})
    FROM measured m WHERE w.id = m.id AND (m.total <= ${limits.bytes} OR m.position = 1)
    RETURNING w.id, w.body, w.attempts, w."createdAt"`;
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Holds claimed deliveries for `leaseSeconds` from now: for those whose turn comes late. */
export async function extendWebhookLeases(db: Db, ids: readonly string[], leaseSeconds: number): Promise<void> {
  await db.prisma.$executeRaw`
    UPDATE "WebhookLog" SET "nextAttemptAt" = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    WHERE id = ANY(${[...ids]}::uuid[]) AND processed = false`;
}

/** Gives claimed deliveries back that were not tried: due at once, and the attempt not counted. */
export async function giveBackWebhookLogs(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.prisma.$executeRaw`
    UPDATE "WebhookLog" SET "nextAttemptAt" = clock_timestamp(), attempts = greatest(attempts - 1, 0)
    WHERE id = ANY(${[...ids]}::uuid[]) AND processed = false`;
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
