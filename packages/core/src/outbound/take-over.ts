import type { Tx } from "@frontdesk/db/client";
import type { ConversationModel } from "@frontdesk/db/models";
import { inBusiness } from "@frontdesk/db/tenant-transaction";
import { actingUserId, changeConversation } from "../conversation/change-conversation.ts";
import { recordEvent } from "../conversation/record-event.ts";
import type { Deps } from "../deps.ts";
import type { Scope } from "../scope.ts";
import { supersedeAgentMessages } from "./supersede-agent-messages.ts";

/** A member takes a conversation over: the agent falls silent in it, and what it had queued is not sent. */
export async function takeOverConversation(deps: Deps, scope: Scope, conversationId: string): Promise<void> {
  await inBusiness(deps.db, scope, (tx) =>
    changeConversation(tx, scope, conversationId, (conversation) => takeOver(tx, scope, conversation, deps.clock())),
  );
}

/** The same inside a transaction that holds the conversation's lock. Taking over one's own conversation only opens it, where it was resolved. */
export async function takeOver(tx: Tx, scope: Scope, conversation: ConversationModel, now: Date): Promise<void> {
  const userId = actingUserId(scope);
  const { businessId, id } = conversation;
  if (conversation.handler === "MEMBER" && conversation.assigneeId === userId) {
    if (conversation.status !== "OPEN")
      await tx.conversation.update({
        where: { businessId_id: { businessId, id } },
        data: { status: "OPEN" },
        select: { id: true },
      });
    conversation.status = "OPEN";
    return;
  }
  await tx.message.updateMany({
    where: { businessId, conversationId: id, needsAnswer: true },
    data: { needsAnswer: false },
  });
  await tx.conversation.update({
    where: { businessId_id: { businessId, id } },
    data: { handler: "MEMBER", handlerReason: null, assigneeId: userId, answerAt: null, status: "OPEN" },
    select: { id: true },
  });
  await supersedeAgentMessages(tx, conversation, now);
  const member = userId
    ? await tx.user.findUnique({ where: { businessId_id: { businessId, id: userId } }, select: { name: true } })
    : null;
  await recordEvent(tx, conversation, {
    kind: "taken_over",
    text: `${member?.name ?? "A person"} took over`,
    userId,
    occurredAt: now,
  });
  conversation.status = "OPEN";
  conversation.handler = "MEMBER";
  conversation.assigneeId = userId;
}
