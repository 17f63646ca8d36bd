import type { Tx } from "@frontdesk/db/client";
import { newId } from "@frontdesk/db/new-id";

/** Remembers an event's key; false if it was remembered before. Of two that try at once, the unique index lets one through. */
export async function isFirstTime(tx: Tx, businessId: string, key: string): Promise<boolean> {
  const { count } = await tx.processedEvent.createMany({
    data: [{ businessId, id: newId(), key }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** The key under which an unsend is remembered that came before its message. */
export function unsentKey(assetId: string, providerMessageId: string): string {
  return `unsent:${assetId}:${providerMessageId}`;
}
