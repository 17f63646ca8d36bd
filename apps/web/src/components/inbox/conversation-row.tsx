"use client";

import { cn } from "@frontdesk/ui/class-names";
import type { ConversationListItem, InboxView } from "@frontdesk/validators/conversation-view";
import { CircleAlert, Clock, Sparkle } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { Age } from "~/components/time/moment.tsx";
import { CustomerAvatar } from "./customer-avatar.tsx";
import { StateBadge } from "./state-badge.tsx";
import { viewQuery } from "./views.ts";

type ConversationRowProps = {
  conversation: ConversationListItem;
  view: InboxView;
  isOpen: boolean;
  /** Whether Tab reaches this row; the others are reached from it with the arrows or j and k. */
  isTabStop: boolean;
  onFocus: (conversationId: string) => void;
};

/** One conversation in the list. Memoised: a live update redraws only the rows that it changed. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, view, isOpen, isTabStop, onFocus } = props;
  const isUnread = conversation.unreadCount > 0;
  return (
    <Link
      href={`/inbox/${conversation.id}${viewQuery(view)}`}
      prefetch={false}
      data-conversation-row={conversation.id}
      tabIndex={isTabStop ? 0 : -1}
      aria-current={isOpen ? "page" : undefined}
      onFocus={() => onFocus(conversation.id)}
      className={cn(
        "flex gap-3 rounded-sm px-3 py-2.5 transition-colors focus-visible:-outline-offset-2",
        isOpen ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <CustomerAvatar name={conversation.customer.displayName} channel={conversation.channel} />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex items-baseline gap-2">
          <span
            dir="auto"
            className={cn("min-w-0 flex-1 truncate text-left text-sm", isUnread ? "font-semibold" : "font-medium")}
          >
            {conversation.customer.displayName}
          </span>
          <RowTime conversation={conversation} />
        </span>
        <span className={cn("flex items-center gap-1 text-sm", isUnread ? "text-foreground" : "text-muted-foreground")}>
          <PreviewAuthor author={conversation.previewAuthor} />
          <span dir="auto" className="min-w-0 flex-1 truncate text-left">
            {conversation.preview || "No message yet"}
          </span>
        </span>
        <span className="mt-1 flex items-center gap-2">
          <StateBadge conversation={conversation} />
          {conversation.hasFailedSend ? (
            <span className="flex items-center gap-1 font-medium text-danger text-xs">
              <CircleAlert aria-hidden className="size-3.5" />
              Not sent
            </span>
          ) : null}
          {isUnread ? (
            <span className="ml-auto flex items-center">
              <span aria-hidden className="size-2 rounded-full bg-primary" />
              <span className="sr-only">{conversation.unreadCount} unread</span>
            </span>
          ) : null}
        </span>
      </span>
    </Link>
  );
});

/** How long the customer has waited for an answer; with nothing to answer, how old the last message is. */
function RowTime({ conversation }: { conversation: ConversationListItem }) {
  const isWaiting =
    conversation.waitingSince !== null && conversation.handler !== "AGENT" && conversation.status === "OPEN";
  if (!isWaiting || !conversation.waitingSince) {
    return <Age at={conversation.lastMessageAt} className="shrink-0 text-muted-foreground text-xs" />;
  }
  return (
    <span className="flex shrink-0 items-center gap-1 font-medium text-warning text-xs">
      <Clock aria-hidden className="size-3" />
      <span className="sr-only">waiting</span>
      <Age at={conversation.waitingSince} />
    </span>
  );
}

function PreviewAuthor({ author }: { author: ConversationListItem["previewAuthor"] }) {
  switch (author) {
    case "AGENT":
      return (
        <>
          <Sparkle aria-hidden className="size-3 shrink-0 text-primary-text" />
          <span className="sr-only">AI:</span>
        </>
      );
    case "MEMBER":
    case "PHONE":
      return <span className="shrink-0">Team:</span>;
    default:
      return null;
  }
}
