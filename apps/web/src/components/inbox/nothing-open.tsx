"use client";

import { trpc } from "~/trpc/react.tsx";
import { EmptyInbox } from "./empty-inbox.tsx";
import { ShortcutsHint } from "./shortcuts-hint.tsx";
import { FIRST_VIEW } from "./views.ts";

/** Beside the list when no conversation is open: how to go on, or how to get a first message. */
export function NothingOpen() {
  const { data } = trpc.conversation.list.useInfiniteQuery(
    { view: FIRST_VIEW },
    { getNextPageParam: (page) => page.nextCursor },
  );
  if (!data) return null;
  const isEmpty = data.pages.every((page) => page.items.length === 0);
  return (
    // Marked for the panes: on a phone an empty list makes room for what to do next.
    <div data-empty-inbox={isEmpty || undefined} className="flex flex-1 items-center">
      {isEmpty ? <EmptyInbox /> : <ShortcutsHint />}
    </div>
  );
}
