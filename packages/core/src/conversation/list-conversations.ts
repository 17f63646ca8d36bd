import type { Tx } from "@frontdesk/db/client";
import { Prisma } from "@frontdesk/db/models";
import { inBusiness } from "@frontdesk/db/tenant-transaction";
import type { Channel } from "@frontdesk/validators/channel";
import type { ConversationHandler, ConversationStatus } from "@frontdesk/validators/conversation";
import { type ConversationListItem, type InboxView, MOST_COUNTED } from "@frontdesk/validators/conversation-view";
import type { MessageAuthor } from "@frontdesk/validators/message";
import { displayNameOf } from "../customer/display-name.ts";
import type { Deps } from "../deps.ts";
import type { Scope } from "../scope.ts";
import { actingUserId } from "./change-conversation.ts";
import { readCursor, writeCursor } from "./page-cursor.ts";

export type ConversationRow = {
  id: string;
  channel: Channel;
  status: ConversationStatus;
  handler: ConversationHandler;
  handlerReason: string | null;
  preview: string;
  previewAuthor: MessageAuthor | null;
  lastMessageAt: Date;
  lastInboundAt: Date | null;
  waitingSince: Date | null;
  unreadCount: number;
  hasFailedSend: boolean;
  customerId: string;
  customerName: string | null;
  customerUsername: string | null;
  customerPhone: string | null;
  integrationId: string;
  integrationName: string | null;
  assigneeId: string | null;
  assigneeName: string | null;
};

/** What a row of the list is made of; the rows are limited before they are joined. */
export function selectConversations(limited: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT c.id, c.channel, c.status, c.handler, c."handlerReason", c.preview, c."previewAuthor", c."lastMessageAt", c."lastInboundAt",
           c."waitingSince", c."unreadCount", c."hasFailedSend",
           c."customerId", k.name AS "customerName", k.username AS "customerUsername", k.phone AS "customerPhone",
           c."integrationId", i."platformName" AS "integrationName", c."assigneeId", u.name AS "assigneeName"
    FROM (${limited}) c
    JOIN "Customer" k ON k."businessId" = c."businessId" AND k.id = c."customerId"
    JOIN "Integration" i ON i."businessId" = c."businessId" AND i.id = c."integrationId"
    LEFT JOIN "User" u ON u."businessId" = c."businessId" AND u.id = c."assigneeId"`;
}

export function toListItem(row: ConversationRow): ConversationListItem {
  return {
    id: row.id,
    channel: row.channel,
    customer: {
      id: row.customerId,
      displayName: displayNameOf({ name: row.customerName, username: row.customerUsername, phone: row.customerPhone }),
    },
    integrationName: row.integrationName,
    status: row.status,
    handler: row.handler,
    assignee: row.assigneeId ? { id: row.assigneeId, name: row.assigneeName ?? "Former member" } : null,
    preview: row.preview,
    previewAuthor: row.previewAuthor,
    lastMessageAt: row.lastMessageAt,
    waitingSince: row.waitingSince,
    unreadCount: row.unreadCount,
    hasFailedSend: row.hasFailedSend,
  };
}

function viewFilter(view: InboxView, scope: Scope): Prisma.Sql {
  switch (view) {
    case "needs_person":
      return Prisma.sql`handler = 'NEEDS_PERSON' AND status = 'OPEN'`;
    case "mine":
      return Prisma.sql`handler = 'MEMBER' AND status = 'OPEN' AND "assigneeId" = ${actingUserId(scope)}::uuid`;
    case "agent":
      return Prisma.sql`handler = 'AGENT' AND status = 'OPEN'`;
    case "all":
      return Prisma.sql`true`;
  }
}

/** A page of the inbox. "Needs a person" shows who has waited longest first; the other views the newest message first. */
export async function listConversations(
  deps: Deps,
  scope: Scope,
  input: { view: InboxView; cursor?: string | null | undefined; limit: number },
): Promise<{ items: ConversationListItem[]; nextCursor: string | null }> {
  const place = input.cursor ? readCursor(input.cursor) : null;
  const byWaiting = input.view === "needs_person";
  // Someone who hands over at once has no waiting time of their own yet: their newest message stands for it.
  const key = byWaiting ? Prisma.sql`coalesce("waitingSince", "lastMessageAt")` : Prisma.sql`"lastMessageAt"`;
  const after = place
    ? byWaiting
      ? Prisma.sql`AND (${key}, id) > (${place.time}::timestamptz, ${place.id}::uuid)`
      : Prisma.sql`AND (${key}, id) < (${place.time}::timestamptz, ${place.id}::uuid)`
    : Prisma.empty;
  const direction = byWaiting ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const limited = Prisma.sql`
    SELECT * FROM "Conversation" WHERE "businessId" = ${scope.businessId}::uuid AND ${viewFilter(input.view, scope)} ${after}
    ORDER BY ${key} ${direction}, id ${direction} LIMIT ${input.limit + 1}`;
  const rows = await inBusiness(deps.db, scope, (tx) => queryRows(tx, limited, byWaiting));
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    items: page.map(toListItem),
    nextCursor:
      rows.length > input.limit && last
        ? writeCursor({ time: byWaiting ? (last.waitingSince ?? last.lastMessageAt) : last.lastMessageAt, id: last.id })
        : null,
  };
}

function queryRows(tx: Tx, limited: Prisma.Sql, byWaiting: boolean): Promise<ConversationRow[]> {
  const order = byWaiting
    ? Prisma.sql`coalesce(c."waitingSince", c."lastMessageAt") ASC, c.id ASC`
    : Prisma.sql`c."lastMessageAt" DESC, c.id DESC`;
  return tx.$queryRaw<ConversationRow[]>`${selectConversations(limited)} ORDER BY ${order}`;
}

/** How many conversations each view holds, up to 1,000: nobody reads on, and counting a hundred thousand rows costs. */
export async function countConversations(deps: Deps, scope: Scope): Promise<Record<InboxView, number>> {
  const count = (view: InboxView) => Prisma.sql`(
    SELECT count(*)::int FROM (
      SELECT 1 FROM "Conversation" WHERE "businessId" = ${scope.businessId}::uuid AND ${viewFilter(view, scope)} LIMIT ${MOST_COUNTED}
    ) counted)`;
  const rows = await inBusiness(
    deps.db,
    scope,
    (tx) =>
      tx.$queryRaw<Record<InboxView, number>[]>`
        SELECT ${count("needs_person")} AS needs_person, ${count("mine")} AS mine, ${count("agent")} AS agent, ${count("all")} AS "all"`,
  );
  return rows[0] ?? { needs_person: 0, mine: 0, agent: 0, all: 0 };
}
