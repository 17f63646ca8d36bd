import type { CustomerRef } from "@frontdesk/channels/channel-adapter";
import { enqueue } from "@frontdesk/jobs/enqueue";
import { mergeCustomers } from "../conversation/merge-customers.ts";
import { resolveCustomer } from "../customer/resolve-customer.ts";
import type { EventContext } from "./event-context.ts";

/** Finds or makes the customer of an event, and merges those whom the event proves to be one person. */
export async function findCustomer(context: EventContext, ref: CustomerRef, assetId: string): Promise<string | null> {
  const { tx, businessId } = context;
  const resolved = await resolveCustomer(tx, businessId, ref, assetId);
  if (!resolved) return null;
  if (resolved.duplicateIds.length > 0) {
    for (const conversationId of await mergeCustomers(tx, businessId, resolved.customerId, resolved.duplicateIds)) {
      context.touched.add(conversationId);
      // The jobs of a joined conversation are keyed by the one that is gone.
      await enqueue(tx, "answer-conversation", { businessId, conversationId });
      await enqueue(tx, "deliver", { businessId, conversationId });
    }
  }
  return resolved.customerId;
}
