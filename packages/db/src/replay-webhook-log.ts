import type { Db } from "./client.ts";
import { acrossBusinesses } from "./tenant-transaction.ts";

export type ReplayOutcome = "replayed" | "not-quarantined" | "unknown";

/**
 * Gives a delivery to the inbound worker again that was set aside, or one of whose updates was: due now, as if never
 * tried. What it applied before is recognized and not applied twice. A delivery with nothing set aside stays as it is.
 */
export async function replayWebhookLog(db: Db, id: string): Promise<ReplayOutcome> {
  return acrossBusinesses(db, "admin", async (tx) => {
    const [found] = await tx.$queryRaw<{ isAside: boolean }[]>`
      SELECT "quarantinedAt" IS NOT NULL AS "isAside" FROM "WebhookLog" WHERE id = ${id}::uuid FOR UPDATE`;
    if (!found) return "unknown";
    // Their new results take their place: else they would count as set aside for good.
    const { count } = await tx.webhookEvent.deleteMany({ where: { webhookLogId: id, result: "QUARANTINED" } });
    if (!found.isAside && count === 0) return "not-quarantined";
    await tx.$executeRaw`
      UPDATE "WebhookLog" SET processed = false, "processedAt" = NULL, attempts = 0, "quarantinedAt" = NULL, error = NULL,
        "nextAttemptAt" = clock_timestamp() WHERE id = ${id}::uuid`;
    return "replayed";
  });
}

/** The ids of all deliveries that are set aside, whole or in part, oldest first. */
export async function listQuarantinedWebhookLogs(db: Db): Promise<string[]> {
  const rows = await acrossBusinesses(db, "admin", (tx) =>
    tx.webhookLog.findMany({
      where: { OR: [{ quarantinedAt: { not: null } }, { events: { some: { result: "QUARANTINED" } } }] },
      select: { id: true },
      orderBy: { id: "asc" },
    }),
  );
  return rows.map(({ id }) => id);
}
