import { inBusiness } from "@frontdesk/db/tenant-transaction";
import type { LiveUpdate } from "@frontdesk/validators/conversation-view";
import type { Deps } from "../deps.ts";
import type { Scope } from "../scope.ts";
import { LIVE_CHANNEL } from "./announce-change.ts";
import { isStorable } from "./page-cursor.ts";

/** Longer than any transaction that writes conversations may run: a row's time is taken before its commit is seen. */
const OVERLAP_MS = 30_000;
const MOST_CHANGED = 200;

/** An update and the cursor that a window comes back with after a gap. */
export type WatchedUpdate = { cursor: string; update: LiveUpdate };

/**
 * Tells which conversations of a business change, until `signal` aborts. Starts with what changed since `cursor`, where
 * one is given, so that a window that was away misses nothing; the same happens after a gap of our own.
 */
export async function* watchConversations(
  deps: Deps,
  scope: Scope,
  options: { cursor: string | null; signal: AbortSignal },
): AsyncGenerator<WatchedUpdate> {
  const pending = new Set<string>();
  let hasGap = false;
  let wake: () => void = () => {};
  const stop = deps.notifications.subscribe(
    LIVE_CHANNEL,
    (payload) => {
      const { b, c } = JSON.parse(payload) as { b: string; c: string[] };
      if (b !== scope.businessId) return;
      for (const id of c) pending.add(id);
      wake();
    },
    () => {
      hasGap = true;
      wake();
    },
  );
  const onAbort = () => wake();
  options.signal.addEventListener("abort", onAbort);
  try {
    let since = readTime(options.cursor);
    const offsetMs = await databaseOffset(deps, scope);
    const cursorNow = () => new Date(Date.now() + offsetMs).toISOString();
    if (since) yield { cursor: cursorNow(), update: await changedSince(deps, scope, since) };
    since = new Date(Date.now() + offsetMs);
    while (!options.signal.aborted) {
      if (pending.size === 0 && !hasGap) await new Promise<void>((resolve) => (wake = resolve));
      if (options.signal.aborted) return;
      if (hasGap) {
        hasGap = false;
        yield { cursor: cursorNow(), update: await changedSince(deps, scope, since) };
      }
      if (pending.size === 0) continue;
      const conversationIds = [...pending];
      pending.clear();
      since = new Date(Date.now() + offsetMs);
      yield { cursor: since.toISOString(), update: { conversationIds, everything: false } };
    }
  } finally {
    options.signal.removeEventListener("abort", onAbort);
    stop();
  }
}

function readTime(cursor: string | null): Date | null {
  const time = cursor ? new Date(cursor) : null;
  return time && isStorable(time) ? time : null;
}

/** `changedAt` is the database's time; ours may differ. */
async function databaseOffset(deps: Deps, scope: Scope): Promise<number> {
  const rows = await inBusiness(deps.db, scope, (tx) => tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`);
  return (rows[0]?.now.getTime() ?? Date.now()) - Date.now();
}

async function changedSince(deps: Deps, scope: Scope, since: Date): Promise<LiveUpdate> {
  const rows = await inBusiness(deps.db, scope, (tx) =>
    tx.conversation.findMany({
      where: { businessId: scope.businessId, changedAt: { gte: new Date(since.getTime() - OVERLAP_MS) } },
      select: { id: true },
      orderBy: { changedAt: "desc" },
      take: MOST_CHANGED + 1,
    }),
  );
  if (rows.length > MOST_CHANGED) return { conversationIds: [], everything: true };
  return { conversationIds: rows.map(({ id }) => id), everything: false };
}
