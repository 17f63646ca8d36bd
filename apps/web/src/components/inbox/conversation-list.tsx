"use client";

import { useCallback, useRef, useState } from "react";
import { PageFailure } from "~/components/states/page-failure.tsx";
import { trpc } from "~/trpc/react.tsx";
import { ConversationRow } from "./conversation-row.tsx";
import { EmptyView } from "./empty-view.tsx";
import { ListSkeleton } from "./list-skeleton.tsx";
import { LoadMore } from "./load-more.tsx";
import { useInboxView, useOpenConversationId } from "./use-inbox-place.ts";
import { useRowKeys } from "./use-row-keys.ts";
import { FIRST_VIEW } from "./views.ts";

/** The rows of the chosen view, or what there is to say instead of rows. */
export function ConversationList() {
  const [view, setView] = useInboxView();
  const openId = useOpenConversationId();
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list);

  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } =
    trpc.conversation.list.useInfiniteQuery({ view }, { getNextPageParam: (page) => page.nextCursor });
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);

  if (error && !data) {
    return <PageFailure error={error} retry={() => void refetch()} title="The conversations could not be loaded" />;
  }
  if (!data) return <ListSkeleton />;

  const conversations = data.pages.flatMap((page) => page.items);
  if (conversations.length === 0) {
    return view === FIRST_VIEW ? (
      // What to do next stands beside the list, on a phone below it.
      <p className="hidden p-4 text-muted-foreground text-sm md:block">No conversations yet.</p>
    ) : (
      <EmptyView view={view} showAll={() => setView(FIRST_VIEW)} />
    );
  }

  const tabStopId =
    [focusedId, openId].find((id) => conversations.some((row) => row.id === id)) ?? conversations[0]?.id;
  return (
    <div className="flex-1 overflow-y-auto p-1.5">
      <ul ref={list} aria-label="Conversations" className="flex flex-col gap-0.5">
        {conversations.map((conversation) => (
          // Rows out of sight are not laid out: a list of thousands scrolls like one of twenty.
          <li key={conversation.id} className="[contain-intrinsic-size:auto_88px] [content-visibility:auto]">
            <ConversationRow
              conversation={conversation}
              view={view}
              isOpen={conversation.id === openId}
              isTabStop={conversation.id === tabStopId}
              onFocus={setFocusedId}
            />
          </li>
        ))}
      </ul>
      {hasNextPage ? <LoadMore label="Show more" isLoading={isFetchingNextPage} onLoad={loadMore} /> : null}
    </div>
  );
}
