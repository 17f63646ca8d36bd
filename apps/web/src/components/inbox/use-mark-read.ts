"use client";

import type { ConversationDetail } from "@frontdesk/validators/conversation-view";
import { useEffect } from "react";
import { trpc } from "~/trpc/react.tsx";

/** Marks a conversation as read while a person looks at it: open, and its window in front. */
export function useMarkRead({ id: conversationId, unreadCount }: ConversationDetail): void {
  const { mutate } = trpc.conversation.markRead.useMutation();
  useEffect(() => {
    if (unreadCount === 0) return;
    function markRead() {
      if (document.visibilityState === "visible") mutate({ conversationId });
    }
    markRead();
    document.addEventListener("visibilitychange", markRead);
    return () => document.removeEventListener("visibilitychange", markRead);
  }, [conversationId, unreadCount, mutate]);
}
