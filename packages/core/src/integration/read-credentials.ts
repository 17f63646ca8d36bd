import type { Credentials } from "@frontdesk/channels/channel-adapter";
import { inBusiness } from "@frontdesk/db/tenant-transaction";
import { unwrapDataKey } from "@frontdesk/encryption/data-key";
import { openToken } from "@frontdesk/encryption/token-envelope";
import type { Deps } from "../deps.ts";
import type { Scope } from "../scope.ts";
import { tokenPlace } from "./token-place.ts";

/**
 * Opens a connection's token for one call; null where none is stored. The plain token is never kept.
 * @throws DecryptionError when the stored envelope was not made by our keys for exactly this row
 */
export async function readCredentials(
  deps: Pick<Deps, "db" | "keyRing">,
  scope: Scope,
  integrationId: string,
): Promise<Credentials | null> {
  const { businessId } = scope;
  const stored = await inBusiness(deps.db, scope, (tx) =>
    tx.integration.findUnique({
      where: { businessId_id: { businessId, id: integrationId } },
      select: { platformId: true, accessToken: true, business: { select: { dataKey: true } } },
    }),
  );
  if (!stored?.accessToken) return null;
  const dataKey = unwrapDataKey(deps.keyRing, stored.business.dataKey, businessId);
  return {
    accessToken: openToken(dataKey, stored.accessToken, tokenPlace(businessId, integrationId, "accessToken")),
    platformId: stored.platformId,
  };
}
