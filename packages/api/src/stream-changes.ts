import { watchConversations } from "@frontdesk/core/conversation/watch-conversations";
import { memberScope, type Scope } from "@frontdesk/core/scope";
import type { LiveUpdate } from "@frontdesk/validators/conversation-view";
import { type TrackedEnvelope, tracked } from "@trpc/server";
import type { Context } from "./trpc.ts";

/** How soon a revoked sign-in stops receiving. */
const RECHECK_MS = 30_000;

/**
 * The live updates of one window: ends when the client goes, when the session is no longer good, and when the process
 * drains. Ids are cursors: the client gives its last one back and gets what it missed.
 */
export async function* streamChanges(
  ctx: Pick<Context, "deps" | "recheck" | "requestId"> & { scope: Scope },
  lastEventId: string | null,
  signal: AbortSignal | undefined,
): AsyncGenerator<TrackedEnvelope<LiveUpdate>> {
  const ended = new AbortController();
  const end = () => ended.abort();
  signal?.addEventListener("abort", end);
  // One that was aborted before says so no more.
  if (signal?.aborted) end();
  const timer = setInterval(() => {
    ctx.recheck().then(
      (person) => {
        if (!person || memberScope(person)?.businessId !== ctx.scope.businessId) end();
      },
      () => {
        // The database is away: the stream stays, and asks again.
      },
    );
  }, RECHECK_MS);
  try {
    for await (const { cursor, update } of watchConversations(ctx.deps, ctx.scope, {
      cursor: lastEventId,
      signal: ended.signal,
    }))
      yield tracked(cursor, update);
  } catch (error) {
    // Nothing above a stream that began already would write it down.
    ctx.deps.logger.error("stream failed", {
      stage: "api",
      reason: "conversation.live",
      requestId: ctx.requestId,
      businessId: ctx.scope.businessId,
      error,
    });
    throw error;
  } finally {
    clearInterval(timer);
    signal?.removeEventListener("abort", end);
    ctx.deps.logger.debug("live updates ended", { stage: "live", businessId: ctx.scope.businessId });
  }
}
