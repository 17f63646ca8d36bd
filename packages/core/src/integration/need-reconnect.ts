import type { Tx } from "@frontdesk/db/client";
import type { Scope } from "../scope.ts";

/** Marks a connection as broken until someone signs in at Meta again. Queued messages are held, incoming ones still stored. */
export async function needReconnect(
  tx: Tx,
  scope: Scope,
  integrationId: string,
  reason: string,
  now: Date,
): Promise<void> {
  await tx.integration.updateMany({
    where: { businessId: scope.businessId, id: integrationId, status: "ACTIVE" },
    data: { status: "NEEDS_RECONNECT", statusReason: reason, statusChangedAt: now },
  });
}
