import type { Tx } from "@frontdesk/db/client";
import type { ConversationModel } from "@frontdesk/db/models";
import { notFound } from "../domain-error.ts";
import type { Scope } from "../scope.ts";
import { announceChange } from "./announce-change.ts";
import { lockConversation } from "./lock-conversation.ts";

/**
 * Locks a conversation of the scope's business, lets `change` work on it and tells the screens.
 * @throws DomainError NOT_FOUND if it does not exist or is another business's
 */
export async function changeConversation<T>(
  tx: Tx,
  scope: Scope,
  conversationId: string,
  change: (conversation: ConversationModel) => Promise<T>,
): Promise<T> {
  const conversation = await lockConversation(tx, scope.businessId, conversationId);
  if (!conversation) throw notFound("conversation");
  const result = await change(conversation);
  await announceChange(tx, scope.businessId, [conversationId]);
  return result;
}

/** The acting member's id, or null for the system. */
export function actingUserId(scope: Scope): string | null {
  return scope.actor.kind === "member" ? scope.actor.userId : null;
}
