import type { Random } from "./random.ts";
import type { SeedRow } from "./seed-rows.ts";
import { previewOf } from "./thread-content.ts";

export type ToldMessage = {
  id: string;
  direction: string;
  author: string;
  kind: string;
  text: string | null;
  at: Date;
  row: SeedRow;
};

export type ToldThread = {
  conversation: SeedRow;
  messages: ToldMessage[];
  events: SeedRow[];
  now: Date;
  random: Random;
};

/** A member has looked at what the agent handles when it is this old. */
const lookedAtAfterMs = 3 * 3_600_000;

/** Writes the columns that follow from the whole thread: newest message, preview, unread count, live cursor, receipts. */
export function finishConversation(told: ToldThread, addSilentRun: () => void): void {
  const { conversation, messages, now } = told;
  const newest = messages.reduce((a, b) => (b.at >= a.at ? b : a));
  // Nothing in the last words asked for anything: the agent said nothing, and nobody waits.
  if (conversation.handler === "AGENT" && conversation.status === "OPEN" && conversation.waitingSince !== null) {
    addSilentRun();
    conversation.waitingSince = null;
  }
  const isOld = now.getTime() - newest.at.getTime() > lookedAtAfterMs;
  if (isOld && (conversation.handler === "AGENT" || conversation.handler === "PAUSED")) conversation.unreadCount = 0;
  conversation.lastMessageAt = newest.at;
  conversation.previewAuthor = newest.author;
  conversation.preview = previewOf({ kind: newest.kind, text: newest.text, isErased: newest.row.erasedAt != null });
  const changes = told.events.filter((event) => event.conversationId === conversation.id);
  const latest = Math.max(newest.at.getTime(), ...changes.map((event) => (event.occurredAt as Date).getTime()));
  conversation.changedAt = new Date(latest);
  addReceipts(messages, told.random);
}

/** What a customer answered has been read; the rest was delivered, and often read. */
function addReceipts(messages: ToldMessage[], random: Random): void {
  const lastInbound = messages.findLast((message) => message.direction === "INBOUND")?.at;
  for (const { row, at, direction } of messages) {
    if (direction !== "OUTBOUND" || row.status !== "SENT") continue;
    const sentAt = new Date(at.getTime() + 600);
    const isRead = (lastInbound !== undefined && lastInbound > at) || random.chance(0.6);
    const later = (ms: number) => new Date(sentAt.getTime() + ms);
    Object.assign(row, { sentAt, deliveredAt: later(700), status: isRead ? "READ" : "DELIVERED" });
    if (isRead) row.readAt = later(random.between(1_500, 12_000));
    if (row.author !== "PHONE") Object.assign(row, { attempts: 1, sendingAt: new Date(at.getTime() + 150) });
  }
}
