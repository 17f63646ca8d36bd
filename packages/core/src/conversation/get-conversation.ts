import { replyWindow } from "@frontdesk/channels/whatsapp/reply-window";
import { Prisma } from "@frontdesk/db/models";
import { inBusiness } from "@frontdesk/db/tenant-transaction";
import { answerableChannels, type IntegrationStatus } from "@frontdesk/validators/channel";
import type { ConversationDetail } from "@frontdesk/validators/conversation-view";
import type { Deps } from "../deps.ts";
import { notFound } from "../domain-error.ts";
import type { Scope } from "../scope.ts";
import { type ConversationRow, selectConversations, toListItem } from "./list-conversations.ts";

/**
 * One conversation with what its header and composer show.
 * @throws DomainError NOT_FOUND if it does not exist or is another business's
 */
export async function getConversation(deps: Deps, scope: Scope, conversationId: string): Promise<ConversationDetail> {
  const { businessId } = scope;
  const limited = Prisma.sql`SELECT * FROM "Conversation" WHERE "businessId" = ${businessId}::uuid AND id = ${conversationId}::uuid`;
  const { row, integration } = await inBusiness(deps.db, scope, async (tx) => {
    const [row] = await tx.$queryRaw<ConversationRow[]>`${selectConversations(limited)}`;
    if (!row) throw notFound("conversation");
    const integration = await tx.integration.findUniqueOrThrow({
      where: { businessId_id: { businessId, id: row.integrationId } },
      select: { status: true, statusReason: true },
    });
    return { row, integration };
  });
  const isAnswerable = answerableChannels.includes(row.channel);
  const window = isAnswerable ? replyWindow(row.lastInboundAt, deps.clock()) : { open: false, closesAt: null };
  return {
    ...toListItem(row),
    handlerReason: row.handlerReason,
    replyWindow: {
      ...window,
      reason: window.open ? null : isAnswerable ? windowReason(row.lastInboundAt) : NOT_ANSWERABLE,
    },
    integration: {
      id: row.integrationId,
      name: row.integrationName,
      trouble: troubleOf(integration.status, integration.statusReason),
    },
  };
}

const NOT_ANSWERABLE = "Answering on this channel is not possible yet. What customers write is shown.";

function windowReason(lastInboundAt: Date | null): string {
  return lastInboundAt
    ? "More than 24 hours have passed since the customer last wrote. Meta allows a free reply again as soon as they do."
    : "The customer has not written yet. Meta allows a free message once they do.";
}

function troubleOf(status: IntegrationStatus, reason: string | null): string | null {
  if (status === "ACTIVE") return null;
  if (status === "NEEDS_RECONNECT")
    return "This channel must be connected again. What you write is kept and sent afterwards.";
  if (status === "DISCONNECTED") return "This channel is disconnected. Messages can't be sent.";
  return reason ?? "Meta does not let this channel send just now.";
}
