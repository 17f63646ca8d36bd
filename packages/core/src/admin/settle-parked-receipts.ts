import { acrossBusinesses, inBusiness } from "@frontdesk/db/tenant-transaction";
import { lockConversation } from "../conversation/lock-conversation.ts";
import type { Deps } from "../deps.ts";
import { applyParkedReceipts } from "../outbound/apply-receipt.ts";
import { systemScope } from "../scope.ts";

const MOST_A_ROUND = 500;

type Found = { businessId: string; integrationId: string; conversationId: string; providerMessageId: string };

/**
 * Applies receipts that were parked in the very moment in which their send's answer was stored: neither transaction saw
 * the other's row, so nothing else would ever look at them again. Returns for how many messages.
 */
export async function settleParkedReceipts(deps: Deps): Promise<number> {
  const found = await acrossBusinesses(
    deps.db,
    "sweep",
    (tx) => tx.$queryRaw<Found[]>`
      SELECT DISTINCT p."businessId", p."integrationId", m."conversationId", p."providerMessageId" FROM "ParkedReceipt" p
      JOIN "Message" m ON m."businessId" = p."businessId" AND m."integrationId" = p."integrationId"
        AND m."providerMessageId" = p."providerMessageId"
      WHERE p."createdAt" < now() - interval '10 seconds' LIMIT ${MOST_A_ROUND}`,
  );
  for (const { businessId, integrationId, conversationId, providerMessageId } of found)
    await inBusiness(deps.db, systemScope(businessId), async (tx) => {
      await lockConversation(tx, businessId, conversationId);
      await applyParkedReceipts(tx, businessId, integrationId, providerMessageId);
    });
  return found.length;
}
