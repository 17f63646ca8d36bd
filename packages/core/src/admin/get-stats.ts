import { acrossBusinesses } from "@frontdesk/db/tenant-transaction";
import type { adminStatsSchema } from "@frontdesk/validators/admin-view";
import type { z } from "zod";
import type { Deps } from "../deps.ts";

/** The installation at a glance: businesses, connections by state, today's messages, deliveries that wait or were refused. */
export async function getStats(deps: Deps): Promise<z.infer<typeof adminStatsSchema>> {
  const now = deps.clock();
  const today = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  return acrossBusinesses(deps.db, "admin", async (tx) => {
    const businesses = await tx.business.count();
    const byStatus = await tx.integration.groupBy({ by: ["status"], _count: { _all: true } });
    const messages = await tx.message.groupBy({
      by: ["direction"],
      where: { receivedAt: { gte: today }, isHistory: false },
      _count: { _all: true },
    });
    const webhooksWaiting = await tx.webhookLog.count({ where: { processed: false, quarantinedAt: null } });
    // What is quarantined stays unprocessed: by that, an index finds it.
    const quarantinedDeliveries = await tx.webhookLog.count({
      where: { processed: false, quarantinedAt: { not: null } },
    });
    const quarantinedEvents = await tx.webhookEvent.count({ where: { result: "QUARANTINED" } });
    const refusals = await tx.webhookRefusal.aggregate({
      where: { minute: { gte: new Date(now.getTime() - 3_600_000) } },
      _sum: { count: true },
    });
    const countOf = (direction: "INBOUND" | "OUTBOUND") =>
      messages.find((row) => row.direction === direction)?._count._all ?? 0;
    return {
      businesses,
      integrations: Object.fromEntries(byStatus.map((row) => [row.status, row._count._all])),
      messagesToday: { inbound: countOf("INBOUND"), outbound: countOf("OUTBOUND") },
      webhooksWaiting,
      webhooksQuarantined: quarantinedDeliveries + quarantinedEvents,
      refusalsLastHour: refusals._sum.count ?? 0,
    };
  });
}
