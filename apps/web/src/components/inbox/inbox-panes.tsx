"use client";

import { cn } from "@frontdesk/ui/class-names";
import type { ReactNode } from "react";
import { ConversationList } from "./conversation-list.tsx";
import { useOpenConversationId } from "./use-inbox-place.ts";
import { ViewSwitch } from "./view-switch.tsx";

/** List beside thread; on a phone one of them, as pages with a way back. */
export function InboxPanes({ children }: { children: ReactNode }) {
  const isOpen = useOpenConversationId() !== null;
  return (
    <div className="group/panes flex min-h-0 flex-1 max-md:flex-col">
      <h1 className="sr-only">Inbox</h1>
      <section
        aria-label="Conversations"
        className={cn(
          "flex min-h-0 flex-col border-border bg-surface max-md:flex-1 md:w-80 md:shrink-0 md:border-r",
          "max-md:group-has-[[data-empty-inbox]]/panes:flex-none",
          isOpen && "max-md:hidden",
        )}
      >
        <ViewSwitch />
        <ConversationList />
      </section>
      <div
        className={cn(
          "flex min-h-0 min-w-0 flex-1 flex-col",
          !isOpen && "max-md:hidden max-md:has-[[data-empty-inbox]]:flex",
        )}
      >
        {children}
      </div>
    </div>
  );
}
