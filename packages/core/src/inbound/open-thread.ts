import type { CustomerRef } from "@frontdesk/channels/channel-adapter";
import type { ConversationModel } from "@frontdesk/db/models";
import { openConversation } from "../conversation/open-conversation.ts";
import type { ConnectionContext } from "./event-context.ts";
import { findCustomer } from "./find-customer.ts";

/** The conversation that an event belongs to, locked: with its customer and the connection. null: it names no customer. */
export async function openThread(
  context: ConnectionContext,
  event: { customer: CustomerRef; asset: { id: string } },
  at: Date,
): Promise<ConversationModel | null> {
  const { tx, businessId, integrationId, channel } = context;
  const customerId = await findCustomer(context, event.customer, event.asset.id);
  return customerId ? openConversation(tx, { businessId, integrationId, customerId, channel, at }) : null;
}
