import { inBusiness } from "@frontdesk/db/tenant-transaction";
import { announceChange } from "../conversation/announce-change.ts";
import type { Deps } from "../deps.ts";
import { systemScope } from "../scope.ts";
import { moveMessage } from "./move-message.ts";

/**
 * Asks a person about a message of unknown fate, once the time in which a status or echo could have settled it is over.
 * Never sends: whether it arrived, only a person can judge.
 */
export async function settleUnknown(deps: Deps, work: { businessId: string; messageId: string }): Promise<void> {
  await inBusiness(deps.db, systemScope(work.businessId), async (tx) => {
    const moved = await moveMessage(
      tx,
      { businessId: work.businessId, id: work.messageId },
      { to: "NEEDS_HUMAN", at: deps.clock() },
    );
    if (!moved) return;
    const message = await tx.message.findUnique({
      where: { businessId_id: { businessId: work.businessId, id: work.messageId } },
      select: { conversationId: true },
    });
    if (message) await announceChange(tx, work.businessId, [message.conversationId]);
  });
}
