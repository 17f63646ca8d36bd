import type { Tx } from "@frontdesk/db/client";

/** The channel on which a change is told to every web process. Its payload: `{"b": businessId, "c": [conversationId, …]}`. */
export const LIVE_CHANNEL = "frontdesk_live";

/** PostgreSQL takes 8,000 bytes a notification; 100 ids of 36 letters stay well below. */
const IDS_A_NOTIFICATION = 100;

/**
 * Tells the screens that conversations changed, when the transaction commits. The columns are the truth: `changedAt` is
 * what a window that was away asks by; the notification only makes it soon.
 */
export async function announceChange(tx: Tx, businessId: string, conversationIds: readonly string[]): Promise<void> {
  const ids = [...new Set(conversationIds)].sort();
  if (ids.length === 0) return;
  await tx.$executeRaw`
    UPDATE "Conversation" SET "changedAt" = clock_timestamp()
    WHERE "businessId" = ${businessId}::uuid AND id = ANY(${ids}::uuid[])`;
  for (let start = 0; start < ids.length; start += IDS_A_NOTIFICATION) {
    const payload = JSON.stringify({ b: businessId, c: ids.slice(start, start + IDS_A_NOTIFICATION) });
    await tx.$executeRaw`SELECT pg_notify(${LIVE_CHANNEL}, ${payload})`;
  }
}
