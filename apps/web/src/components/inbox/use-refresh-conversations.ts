"use client";

import { useCallback } from "react";
import { trpc } from "~/trpc/react.tsx";

/** Asks again for the list, the counts, and what is shown of the given conversations. Resolves when the new is shown. */
export function useRefreshConversations(): (changed: readonly string[] | "everything") => Promise<void> {
  const api = trpc.useUtils();
  return useCallback(
    async (changed) => {
      if (changed === "everything") {
        await Promise.all([api.conversation.invalidate(), api.customer.invalidate()]);
        return;
      }
      await Promise.all([
        api.conversation.list.invalidate(),
        api.conversation.counts.invalidate(),
        ...changed.flatMap((conversationId) => [
          api.conversation.get.invalidate({ conversationId }),
          api.conversation.thread.invalidate({ conversationId }),
        ]),
      ]);
    },
    [api],
  );
}
