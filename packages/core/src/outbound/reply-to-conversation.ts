import type { Tx } from "@frontdesk/db/client";
import type { ConversationModel } from "@frontdesk/db/models";
import { inBusiness } from "@frontdesk/db/tenant-transaction";
import { actingUserId, changeConversation } from "../conversation/change-conversation.ts";
import type { Deps } from "../deps.ts";
import { DomainError, notFound } from "../domain-error.ts";
import type { Scope } from "../scope.ts";
import { decideSend } from "./decide-send.ts";
import { queueMessage } from "./queue-message.ts";
import { takeOver } from "./take-over.ts";
import { updateFailedMark } from "./update-failed-mark.ts";

/**
 * A member answers: the same row and the same job as the agent's answer. Writing takes the conversation over.
 * @throws DomainError NOT_FOUND; WINDOW_CLOSED or CONFLICT with the reason in words when the message may not be sent
 */
export async function replyToConversation(
  deps: Deps,
  scope: Scope,
  input: { conversationId: string; text: string },
): Promise<{ messageId: string }> {
  return inBusiness(deps.db, scope, (tx) =>
    changeConversation(tx, scope, input.conversationId, async (conversation) => {
      const now = deps.clock();
      await checkMaySend(tx, scope, conversation, now);
      await takeOver(tx, scope, conversation, now);
      return {
        messageId: await queueMessage(
          tx,
          conversation,
          { text: input.text, author: "MEMBER", ...authorOf(scope) },
          now,
        ),
      };
    }),
  );
}

/**
 * Sends a failed or doubtful message again, as a new message that names the old one; the old one keeps its state.
 * @throws DomainError NOT_FOUND; CONFLICT if it did not fail or was sent again already; WINDOW_CLOSED
 */
export async function resendMessage(deps: Deps, scope: Scope, messageId: string): Promise<{ messageId: string }> {
  const { businessId } = scope;
  return inBusiness(deps.db, scope, async (tx) => {
    const found = await tx.message.findUnique({
      where: { businessId_id: { businessId, id: messageId } },
      select: { conversationId: true },
    });
    if (!found) throw notFound("message");
    return changeConversation(tx, scope, found.conversationId, async (conversation) => {
      const now = deps.clock();
      const message = await tx.message.findUniqueOrThrow({ where: { businessId_id: { businessId, id: messageId } } });
      const again = await tx.message.findFirst({ where: { businessId, resendOfId: messageId }, select: { id: true } });
      if (
        message.direction !== "OUTBOUND" ||
        (message.status !== "FAILED" && message.status !== "NEEDS_HUMAN") ||
        again ||
        !message.text
      )
        throw new DomainError(
          "CONFLICT",
          again ? "This message was sent again already" : "Only a message that failed can be sent again",
        );
      await checkMaySend(tx, scope, conversation, now);
      await takeOver(tx, scope, conversation, now);
      const id = await queueMessage(
        tx,
        conversation,
        { text: message.text, author: "MEMBER", resendOfId: messageId, ...authorOf(scope) },
        now,
      );
      await updateFailedMark(tx, businessId, conversation.id, false);
      return { messageId: id };
    });
  });
}

async function checkMaySend(tx: Tx, scope: Scope, conversation: ConversationModel, now: Date): Promise<void> {
  const integration = await tx.integration.findUniqueOrThrow({
    where: { businessId_id: { businessId: scope.businessId, id: conversation.integrationId } },
    select: { status: true },
  });
  const decision = decideSend({
    channel: conversation.channel,
    author: "MEMBER",
    lastInboundAt: conversation.lastInboundAt,
    now,
    customerOptedOut: false,
    integrationStatus: integration.status,
  });
  if (decision.kind === "refuse")
    throw new DomainError(decision.reason === "window_closed" ? "WINDOW_CLOSED" : "CONFLICT", decision.text, {
      field: "text",
    });
}

function authorOf(scope: Scope): { authorUserId?: string } {
  const userId = actingUserId(scope);
  return userId === null ? {} : { authorUserId: userId };
}
