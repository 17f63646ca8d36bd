"use client";

import { useRouter } from "next/navigation";
import { startTransition, useEffect, useRef } from "react";
import { apiErrorOf, trpc } from "~/trpc/react.tsx";
import { useRefreshConversations } from "./use-refresh-conversations.ts";

/** Changes that arrive within this time are shown together: a busy business never makes the page refetch more often. */
const GATHER_MS = 150;

/** A stream that the server ended (it restarts, or was never reached) is asked for again after this long. */
const RESUBSCRIBE_MS = 2_000;

/**
 * Listens for changed conversations, once per window, and asks again for what is shown of them. It starts with what
 * changed since the page was rendered (`since`), and after a gap the server continues from the last update that
 * arrived, so nothing stays old.
 */
export function LiveUpdates({ since }: { since: string }) {
  const refresh = useRefreshConversations();
  const router = useRouter();
  const gathered = useRef({ ids: new Set<string>(), everything: false });
  const flushTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const resubscribeTimer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(
    () => () => {
      clearTimeout(flushTimer.current);
      clearTimeout(resubscribeTimer.current);
      flushTimer.current = undefined;
    },
    [],
  );

  function flush() {
    const { ids, everything } = gathered.current;
    gathered.current = { ids: new Set(), everything: false };
    flushTimer.current = undefined;
    void refresh(everything ? "everything" : [...ids]);
  }

  function resubscribeSoon() {
    clearTimeout(resubscribeTimer.current);
    resubscribeTimer.current = setTimeout(subscription.reset, RESUBSCRIBE_MS);
  }

  const subscription = trpc.conversation.live.useSubscription(
    { lastEventId: since },
    {
      onData: ({ data }) => {
        for (const id of data.conversationIds) gathered.current.ids.add(id);
        gathered.current.everything ||= data.everything;
        flushTimer.current ??= setTimeout(flush, GATHER_MS);
      },
      onComplete: resubscribeSoon,
      onError: (error) => {
        // Signed out elsewhere: the server's answer to a fresh page is the way to the sign-in page.
        if (apiErrorOf(error)?.code === "UNAUTHORIZED") startTransition(() => router.refresh());
        else resubscribeSoon();
      },
    },
  );

  return null;
}
