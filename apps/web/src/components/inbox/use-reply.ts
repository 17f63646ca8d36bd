"use client";

import { notifyFailure } from "@frontdesk/ui/toaster";
import type { Thread, ThreadMessage } from "@frontdesk/validators/conversation-view";
import type { InfiniteData } from "@tanstack/react-query";
import { useMe } from "~/components/frame/me-context.tsx";
import { trpc } from "~/trpc/react.tsx";
import { THREAD_PAGE_SIZE } from "./thread-page-size.ts";
import { useRefreshConversations } from "./use-refresh-conversations.ts";

/**
 * Sends a member's reply, which also takes the conversation over. The message shows at once as waiting; without a
 * network it stays so and goes out when the network is back. If the server refuses it, `onRefused` gets the words back.
 */
export function useReply(conversationId: string, onRefused: (text: string) => void): (text: string) => void {
  const api = trpc.useUtils();
  const refresh = useRefreshConversations();
  const { user } = useMe();
  const threadKey = { conversationId, limit: THREAD_PAGE_SIZE };

  const reply = trpc.conversation.reply.useMutation({
    onMutate: async ({ text }) => {
      // An answer to an earlier question would wipe out the message that is about to be shown.
      await api.conversation.thread.cancel(threadKey);
      const message = draftMessage(text, user.name);
      api.conversation.thread.setInfiniteData(threadKey, (thread) => thread && withNewest(thread, message));
      return { messageId: message.id };
    },
    onError: (error, { text }, shown) => {
      api.conversation.thread.setInfiniteData(
        threadKey,
        (thread) => thread && withoutMessage(thread, shown?.messageId),
      );
      notifyFailure("The message was not sent", error.message);
      onRefused(text);
    },
    onSettled: () => refresh([conversationId]),
  });

  return (text) => reply.mutate({ conversationId, text });
}

function draftMessage(text: string, authorName: string): ThreadMessage {
  const now = new Date();
  return {
    type: "message",
    id: crypto.randomUUID(),
    direction: "OUTBOUND",
    author: "MEMBER",
    authorName,
    kind: "TEXT",
    text,
    details: {},
    attachments: [],
    status: "QUEUED",
    problem: null,
    occurredAt: now,
    receivedAt: now,
    quoted: null,
    forwarded: null,
    isEdited: false,
    isErased: false,
    isHistory: false,
    reactions: [],
    isSentAgain: false,
    sources: [],
  };
}

type ThreadPages = InfiniteData<Thread, string | null>;

/** The first page is the newest one, and its last item the newest message. */
function withNewest(thread: ThreadPages, message: ThreadMessage): ThreadPages {
  const [newest, ...older] = thread.pages;
  if (!newest) return thread;
  return { ...thread, pages: [{ ...newest, items: [...newest.items, message] }, ...older] };
}

function withoutMessage(thread: ThreadPages, messageId: string | undefined): ThreadPages {
  return {
    ...thread,
    pages: thread.pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== messageId) })),
  };
}
