import { inBusiness } from "@frontdesk/db/tenant-transaction";
import type { IntegrationView } from "@frontdesk/validators/integration-view";
import type { Deps } from "../deps.ts";
import type { Scope } from "../scope.ts";

/** The business's connections, those in trouble first. No token leaves this room. */
export async function listIntegrations(deps: Deps, scope: Scope): Promise<IntegrationView[]> {
  const rows = await inBusiness(deps.db, scope, (tx) =>
    tx.integration.findMany({
      where: { businessId: scope.businessId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
  );
  const views = rows.map((row) => {
    const { displayPhoneNumber, username } = row.metadata as { displayPhoneNumber?: unknown; username?: unknown };
    return {
      id: row.id,
      type: row.type,
      status: row.status,
      statusReason: row.statusReason,
      platformName: row.platformName,
      displayId:
        typeof displayPhoneNumber === "string"
          ? displayPhoneNumber
          : typeof username === "string"
            ? `@${username}`
            : null,
      tokenExpiry: row.tokenExpiry,
      lastInboundAt: row.lastInboundAt,
      lastOutboundAt: row.lastOutboundAt,
      createdAt: row.createdAt,
    };
  });
  return views.sort((a, b) => Number(a.status === "ACTIVE") - Number(b.status === "ACTIVE"));
}
