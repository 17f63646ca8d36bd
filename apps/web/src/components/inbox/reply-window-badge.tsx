"use client";

import { Badge } from "@frontdesk/ui/badge";
import type { ConversationDetail } from "@frontdesk/validators/conversation-view";
import { Hourglass } from "lucide-react";
import { formatExact, formatRemaining } from "~/components/time/format-time.ts";
import { useNow, useTimeReading } from "~/components/time/time-provider.tsx";

const SOON_MS = 2 * 3_600_000;

/** How long free text may still be sent: amber in the last two hours. Channels without a limit show nothing. */
export function ReplyWindowBadge({ replyWindow }: { replyWindow: ConversationDetail["replyWindow"] }) {
  const now = useNow();
  const reading = useTimeReading();
  if (!replyWindow.open) return <Badge tone="warning">Window closed</Badge>;
  if (!replyWindow.closesAt) return null;
  const remaining = replyWindow.closesAt.getTime() - now;
  const isSoon = remaining < SOON_MS;
  return (
    <Badge
      tone={isSoon ? "warning" : "neutral"}
      // On a phone there is room for it only when it matters.
      className={isSoon ? "" : "@max-md:hidden"}
      title={`You can reply freely until ${formatExact(replyWindow.closesAt, reading)}`}
    >
      <Hourglass aria-hidden />
      {formatRemaining(remaining)} left
    </Badge>
  );
}
