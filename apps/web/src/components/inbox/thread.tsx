"use client";

import { Button } from "@frontdesk/ui/button";
import type { ConversationDetail } from "@frontdesk/validators/conversation-view";
import { ArrowDown } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { PageFailure } from "~/components/states/page-failure.tsx";
import { useNow, useTimeReading } from "~/components/time/time-provider.tsx";
import { trpc } from "~/trpc/react.tsx";
import { layOutThread } from "./lay-out-thread.ts";
import { LoadMore } from "./load-more.tsx";
import { NewMessageAnnouncement } from "./new-message-announcement.tsx";
import { ThreadLineView } from "./thread-line.tsx";
import { THREAD_PAGE_SIZE } from "./thread-page-size.ts";
import { ThreadSkeleton } from "./thread-skeleton.tsx";

/** Further from the newest message than this, a button leads back to it. */
const FAR_PX = 240;

/** The messages of a conversation in one reading column. */
export function Thread({ conversation }: { conversation: ConversationDetail }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [isFar, setIsFar] = useState(false);
  const reading = useTimeReading();
  const now = useNow();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } =
    trpc.conversation.thread.useInfiniteQuery(
      { conversationId: conversation.id, limit: THREAD_PAGE_SIZE },
      { getNextPageParam: (page) => page.nextCursor },
    );
  const loadOlder = useCallback(() => void fetchNextPage(), [fetchNextPage]);

  const { locale, timeZone } = reading;
  const lines = useMemo(
    () => (data ? layOutThread(data.pages, now, { locale, timeZone }) : []),
    [data, now, locale, timeZone],
  );

  if (error && !data) {
    return <PageFailure error={error} retry={() => void refetch()} title="The messages could not be loaded" />;
  }
  if (!data) return <ThreadSkeleton />;

  return (
    <div className="@container relative min-h-0 flex-1">
      {/* Scrolled from its end: new messages keep the newest in sight, older ones above move nothing. */}
      <div
        ref={scroller}
        onScroll={(event) => setIsFar(event.currentTarget.scrollTop < -FAR_PX)}
        className="flex h-full flex-col-reverse overflow-y-auto overscroll-contain"
      >
        <div className="mx-auto mb-auto w-full max-w-[720px] px-4 pb-4 sm:px-6">
          {hasNextPage ? (
            <LoadMore label="Show earlier messages" isLoading={isFetchingNextPage} onLoad={loadOlder} />
          ) : null}
          <ol aria-label={`Messages with ${conversation.customer.displayName}`}>
            {lines.map((line) => (
              <ThreadLineView key={line.key} line={line} conversation={conversation} />
            ))}
          </ol>
        </div>
      </div>
      {isFar ? (
        <Button
          variant="outline"
          size="sm"
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-float"
          onClick={() => scroller.current?.scrollTo({ top: 0, behavior: "smooth" })}
        >
          <ArrowDown aria-hidden />
          Newest message
        </Button>
      ) : null}
      <NewMessageAnnouncement lines={lines} customerName={conversation.customer.displayName} />
    </div>
  );
}
