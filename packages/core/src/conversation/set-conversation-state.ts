import { inBusiness } from "@frontdesk/db/tenant-transaction";
import type { Deps } from "../deps.ts";
import type { Scope } from "../scope.ts";
import { actingUserId, changeConversation } from "./change-conversation.ts";
import { recordEvent } from "./record-event.ts";

/** Closes a conversation: nobody waits in it any more. The customer's next message opens it again. */
export async function resolveConversation(deps: Deps, scope: Scope, conversationId: string): Promise<void> {
  await inBusiness(deps.db, scope, (tx) =>
    changeConversation(tx, scope, conversationId, async (conversation) => {
      if (conversation.status === "RESOLVED") return;
      const key = { businessId: scope.businessId, id: conversationId };
      await tx.message.updateMany({
        where: { businessId: scope.businessId, conversationId, needsAnswer: true },
        data: { needsAnswer: false },
      });
      await tx.conversation.update({
        where: { businessId_id: key },
        data: { status: "RESOLVED", waitingSince: null, answerAt: null, unreadCount: 0 },
        select: { id: true },
      });
      await recordEvent(tx, conversation, {
        kind: "resolved",
        text: "Resolved",
        userId: actingUserId(scope),
        occurredAt: deps.clock(),
      });
    }),
  );
}

/** Opens a resolved conversation again, for whoever had it: the agent, a member, or people who are waited for. */
export async function reopenConversation(deps: Deps, scope: Scope, conversationId: string): Promise<void> {
  await inBusiness(deps.db, scope, (tx) =>
    changeConversation(tx, scope, conversationId, async (conversation) => {
      if (conversation.status === "OPEN") return;
      await tx.conversation.update({
        where: { businessId_id: { businessId: scope.businessId, id: conversationId } },
        data: { status: "OPEN" },
        select: { id: true },
      });
      await recordEvent(tx, conversation, {
        kind: "reopened",
        text: "Opened again",
        userId: actingUserId(scope),
        occurredAt: deps.clock(),
      });
    }),
  );
}

/** Gives a conversation back to the agent: it answers from the customer's next message on. */
export async function giveBackConversation(deps: Deps, scope: Scope, conversationId: string): Promise<void> {
  await inBusiness(deps.db, scope, (tx) =>
    changeConversation(tx, scope, conversationId, async (conversation) => {
      if (conversation.handler === "AGENT") return;
      await tx.conversation.update({
        where: { businessId_id: { businessId: scope.businessId, id: conversationId } },
        data: { handler: "AGENT", handlerReason: null, assigneeId: null },
        select: { id: true },
      });
      await recordEvent(tx, conversation, {
        kind: "given_back",
        text: "Given back to the agent",
        userId: actingUserId(scope),
        occurredAt: deps.clock(),
      });
    }),
  );
}

/** Marks everything in a conversation as read by the business. */
export async function markConversationRead(deps: Deps, scope: Scope, conversationId: string): Promise<void> {
  await inBusiness(deps.db, scope, (tx) =>
    changeConversation(tx, scope, conversationId, async (conversation) => {
      if (conversation.unreadCount === 0) return;
      await tx.conversation.update({
        where: { businessId_id: { businessId: scope.businessId, id: conversationId } },
        data: { unreadCount: 0 },
        select: { id: true },
      });
    }),
  );
}
