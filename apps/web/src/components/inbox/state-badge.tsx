"use client";

import { Badge } from "@frontdesk/ui/badge";
import { cn } from "@frontdesk/ui/class-names";
import type { ConversationListItem } from "@frontdesk/validators/conversation-view";
import { Sparkle } from "lucide-react";
import { useMe } from "~/components/frame/me-context.tsx";
import { describeState } from "./conversation-state.ts";

/** Whose turn a conversation is, as a chip. */
export function StateBadge({
  conversation,
}: {
  conversation: Pick<ConversationListItem, "status" | "handler" | "assignee">;
}) {
  const { label, tone } = describeState(conversation, useMe().user.id);
  return (
    <Badge
      tone={tone}
      // In the selected row these soft backgrounds would melt into the row's own.
      className={cn("max-w-28", (tone === "accent" || tone === "neutral") && "in-aria-[current=page]:bg-surface")}
    >
      {label === "AI" ? <Sparkle aria-hidden /> : null}
      <span className="truncate">{label}</span>
    </Badge>
  );
}
