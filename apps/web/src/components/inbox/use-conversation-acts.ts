"use client";

import { notifyFailure } from "@frontdesk/ui/toaster";
import type { ConversationDetail } from "@frontdesk/validators/conversation-view";
import { useMe } from "~/components/frame/me-context.tsx";
import { trpc } from "~/trpc/react.tsx";
import { useRefreshConversations } from "./use-refresh-conversations.ts";

type Change = Partial<Pick<ConversationDetail, "handler" | "status" | "assignee">>;

/**
 * What a person can do with a whole conversation. Each act shows at once and is taken back, with a notice, if the
 * server refuses it.
 */
export function useConversationActs(conversationId: string) {
  const api = trpc.useUtils();
  const refresh = useRefreshConversations();
  const { user } = useMe();

  function act(change: Change, failure: string) {
    return {
      onMutate: async () => {
        await api.conversation.get.cancel({ conversationId });
        const before = api.conversation.get.getData({ conversationId });
        api.conversation.get.setData({ conversationId }, (shown) => shown && { ...shown, ...change });
        return { before };
      },
      onError: (
        error: { message: string },
        _input: unknown,
        kept: { before: ConversationDetail | undefined } | undefined,
      ) => {
        api.conversation.get.setData({ conversationId }, kept?.before);
        notifyFailure(failure, error.message);
      },
      onSettled: () => refresh([conversationId]),
    };
  }

  const input = { conversationId };
  const takeOver = trpc.conversation.takeOver.useMutation(
    act({ handler: "MEMBER", assignee: { id: user.id, name: user.name } }, "You could not take over"),
  );
  const giveBack = trpc.conversation.giveBack.useMutation(
    act({ handler: "AGENT", assignee: null }, "The conversation could not be given back"),
  );
  const resolve = trpc.conversation.resolve.useMutation(
    act({ status: "RESOLVED" }, "The conversation could not be resolved"),
  );
  const reopen = trpc.conversation.reopen.useMutation(
    act({ status: "OPEN" }, "The conversation could not be reopened"),
  );

  return {
    takeOver: () => takeOver.mutate(input),
    giveBack: () => giveBack.mutate(input),
    resolve: () => resolve.mutate(input),
    reopen: () => reopen.mutate(input),
    isActing: takeOver.isPending || giveBack.isPending || resolve.isPending || reopen.isPending,
  };
}
