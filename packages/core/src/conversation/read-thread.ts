import type { Tx } from "@frontdesk/db/client";
import type { MessageModel } from "@frontdesk/db/models";
import { inBusiness } from "@frontdesk/db/tenant-transaction";
import type { Thread, ThreadEvent, ThreadMessage } from "@frontdesk/validators/conversation-view";
import type { Deps } from "../deps.ts";
import { notFound } from "../domain-error.ts";
import type { Scope } from "../scope.ts";
import { readCursor, writeCursor } from "./page-cursor.ts";

/**
 * A page of a conversation, oldest first: messages by the platform's time, and between them what happened.
 * `nextCursor` leads to older ones.
 * @throws DomainError NOT_FOUND
 */
export async function readThread(
  deps: Deps,
  scope: Scope,
  input: { conversationId: string; cursor?: string | null | undefined; limit: number },
): Promise<Thread> {
  const { businessId } = scope;
  const { conversationId } = input;
  const place = input.cursor ? readCursor(input.cursor) : null;
  return inBusiness(deps.db, scope, async (tx) => {
    const conversation = await tx.conversation.findUnique({
      where: { businessId_id: { businessId, id: conversationId } },
      select: { integrationId: true, customer: { select: { name: true } } },
    });
    if (!conversation) throw notFound("conversation");
    const found = await tx.message.findMany({
      where: {
        businessId,
        conversationId,
        ...(place
          ? { OR: [{ occurredAt: { lt: place.time } }, { occurredAt: place.time, id: { lt: place.id } }] }
          : {}),
      },
      orderBy: [{ occurredAt: "desc" }, { id: "desc" }],
      take: input.limit + 1,
      include: { attachments: { orderBy: { position: "asc" } } },
    });
    const page = found.slice(0, input.limit).reverse();
    const oldest = found.length > input.limit ? page[0] : undefined;
    const events = await tx.conversationEvent.findMany({
      where: {
        businessId,
        conversationId,
        occurredAt: { ...(oldest ? { gte: oldest.occurredAt } : {}), ...(place ? { lt: place.time } : {}) },
      },
      orderBy: [{ occurredAt: "asc" }, { id: "asc" }],
    });
    const messages = await describeMessages(tx, scope, conversation.integrationId, conversation.customer.name, page);
    return {
      items: weave(messages, events.map(toThreadEvent)),
      nextCursor: oldest ? writeCursor({ time: oldest.occurredAt, id: oldest.id }) : null,
    };
  });
}

function toThreadEvent(event: { id: string; kind: string; text: string; occurredAt: Date }): ThreadEvent {
  return { type: "event", id: event.id, kind: event.kind, text: event.text, occurredAt: event.occurredAt };
}

function weave(messages: ThreadMessage[], events: ThreadEvent[]): Thread["items"] {
  // A line of what happened stands after the message of the same moment that led to it.
  return [...messages, ...events].sort(
    (a, b) =>
      a.occurredAt.getTime() - b.occurredAt.getTime() || Number(a.type === "event") - Number(b.type === "event"),
  );
}

type MessageWithFiles = MessageModel & {
  attachments: { id: string; kind: string; mimeType: string | null; fileName: string | null; isVoice: boolean }[];
};

async function describeMessages(
  tx: Tx,
  scope: Scope,
  integrationId: string,
  customerName: string | null,
  page: MessageWithFiles[],
): Promise<ThreadMessage[]> {
  const { businessId } = scope;
  const providerIds = page.flatMap((message) => (message.providerMessageId ? [message.providerMessageId] : []));
  const quotedIds = page.flatMap((message) =>
    message.quotedProviderMessageId ? [message.quotedProviderMessageId] : [],
  );
  const authorIds = page.flatMap((message) => (message.authorUserId ? [message.authorUserId] : []));
  const runIds = page.flatMap((message) => (message.agentRunId ? [message.agentRunId] : []));
  const reactions = await tx.messageReaction.findMany({
    where: { businessId, integrationId, targetProviderMessageId: { in: providerIds }, emoji: { not: null } },
    select: { targetProviderMessageId: true, emoji: true },
  });
  const quoted = await tx.message.findMany({
    where: { businessId, integrationId, providerMessageId: { in: quotedIds } },
    select: { id: true, providerMessageId: true, text: true, author: true },
  });
  const authors = await tx.user.findMany({
    where: { businessId, id: { in: authorIds } },
    select: { id: true, name: true },
  });
  const settings = await tx.agentSettings.findUnique({ where: { businessId }, select: { agentName: true } });
  const sources = await readSources(tx, businessId, runIds);
  const resent = await tx.message.findMany({
    where: {
      businessId,
      resendOfId: { in: page.flatMap(({ id, direction }) => (direction === "OUTBOUND" ? [id] : [])) },
    },
    select: { resendOfId: true },
  });
  const resentIds = new Set(resent.map(({ resendOfId }) => resendOfId));
  return page.map((message) => ({
    type: "message" as const,
    id: message.id,
    direction: message.direction,
    author: message.author,
    authorName:
      message.author === "MEMBER"
        ? (authors.find(({ id }) => id === message.authorUserId)?.name ?? "Former member")
        : message.author === "AGENT"
          ? (settings?.agentName ?? null)
          : message.author === "CUSTOMER"
            ? customerName
            : null,
    kind: message.kind,
    text: message.text,
    details: ((message.content as { details?: Record<string, unknown> } | null)?.details ?? {}) as Record<
      string,
      unknown
    >,
    attachments: message.attachments.map(({ id, kind, mimeType, fileName, isVoice }) => ({
      id,
      kind,
      mimeType,
      fileName,
      isVoice,
    })),
    status: message.status,
    problem: problemOf(message),
    isSentAgain: resentIds.has(message.id),
    occurredAt: message.occurredAt,
    receivedAt: message.receivedAt,
    quoted: quoteOf(message, quoted),
    forwarded: message.forwarded === "many" ? "many" : message.forwarded ? "once" : null,
    isEdited: message.editedAt !== null,
    isErased: message.erasedAt !== null,
    isHistory: message.isHistory,
    reactions: reactions
      .filter((reaction) => reaction.targetProviderMessageId === message.providerMessageId)
      .map((reaction) => ({ emoji: reaction.emoji ?? "", by: customerName ?? "Customer" })),
    sources: message.agentRunId ? (sources.get(message.agentRunId) ?? []) : [],
  }));
}

async function readSources(
  tx: Tx,
  businessId: string,
  runIds: string[],
): Promise<Map<string, { id: string; question: string }[]>> {
  const runs = await tx.agentRun.findMany({
    where: { businessId, id: { in: runIds } },
    select: { id: true, sourceIds: true },
  });
  const entries = await tx.knowledgeEntry.findMany({
    where: { businessId, id: { in: runs.flatMap((run) => run.sourceIds) } },
    select: { id: true, question: true },
  });
  return new Map(runs.map((run) => [run.id, entries.filter(({ id }) => run.sourceIds.includes(id))]));
}

function problemOf(message: MessageModel): string | null {
  if (message.status === "QUEUED" && message.heldReason === "needs_reconnect")
    return "Waiting: this channel must be connected again.";
  if (message.status === "FAILED" || message.status === "UNKNOWN" || message.status === "NEEDS_HUMAN")
    return message.failureText ?? "This message could not be sent.";
  return null;
}

function quoteOf(
  message: MessageModel,
  known: { id: string; providerMessageId: string | null; text: string | null; author: MessageModel["author"] }[],
): ThreadMessage["quoted"] {
  if (!message.quotedProviderMessageId) return null;
  const found = known.find(({ providerMessageId }) => providerMessageId === message.quotedProviderMessageId);
  return { id: found?.id ?? null, text: found?.text ?? null, author: found?.author ?? null };
}
