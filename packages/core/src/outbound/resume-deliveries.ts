import { inBusiness } from "@frontdesk/db/tenant-transaction";
import { enqueue } from "@frontdesk/jobs/enqueue";
import { lockConversation } from "../conversation/lock-conversation.ts";
import type { Deps } from "../deps.ts";
import { systemScope } from "../scope.ts";

const CONVERSATIONS_A_ROUND = 200;

/** Wakes the deliveries that waited for a connection to come back, oldest first. Windows are checked again at each send. */
export async function resumeDeliveries(deps: Deps, work: { businessId: string; integrationId: string }): Promise<void> {
  const { businessId, integrationId } = work;
  const scope = systemScope(businessId);
  let after: string | undefined;
  for (;;) {
    const held = await inBusiness(deps.db, scope, (tx) =>
      tx.message.findMany({
        where: { businessId, integrationId, status: "QUEUED", ...(after === undefined ? {} : { id: { gt: after } }) },
        orderBy: { id: "asc" },
        select: { id: true, conversationId: true },
        take: CONVERSATIONS_A_ROUND,
      }),
    );
    if (held.length === 0) return;
    after = held.at(-1)?.id;
    for (const conversationId of new Set(held.map((message) => message.conversationId)))
      await inBusiness(deps.db, scope, async (tx) => {
        await lockConversation(tx, businessId, conversationId);
        await tx.message.updateMany({
          where: { businessId, conversationId, status: "QUEUED", heldReason: "needs_reconnect" },
          data: { heldReason: null },
        });
        await enqueue(tx, "deliver", { businessId, conversationId });
      });
  }
}
