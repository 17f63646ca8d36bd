"use client";

import { cn } from "@frontdesk/ui/class-names";
import type { Channel } from "@frontdesk/validators/channel";
import type { ThreadMessage } from "@frontdesk/validators/conversation-view";
import { BookOpen, Forward } from "lucide-react";
import { memo } from "react";
import { Moment } from "~/components/time/moment.tsx";
import { BubbleAuthor } from "./bubble-author.tsx";
import { BubbleBody } from "./bubble-body.tsx";
import { BubbleProblem } from "./bubble-problem.tsx";
import { MessageTicks } from "./message-ticks.tsx";

type BubbleProps = { message: ThreadMessage; customerName: string; channel: Channel; startsGroup: boolean };

/** One message: the customer's on the left, the business's on the right with who wrote it and how far it came. */
export const Bubble = memo(function Bubble({ message, customerName, channel, startsGroup }: BubbleProps) {
  const isOurs = message.direction === "OUTBOUND";
  return (
    <li className={cn("flex flex-col", isOurs ? "items-end" : "items-start", startsGroup ? "mt-4" : "mt-1")}>
      <BubbleAuthor message={message} customerName={customerName} isVisible={startsGroup} />
      <div className={cn("flex max-w-full items-end gap-2", isOurs && "flex-row-reverse")}>
        <div
          className={cn(
            "min-w-0 max-w-[560px] rounded-lg px-3.5 py-2 text-base",
            isOurs ? "rounded-br-sm bg-bubble-out" : "rounded-bl-sm bg-bubble-in",
          )}
        >
          {message.forwarded ? (
            <p className="mb-1 flex items-center gap-1 text-muted-foreground text-xs">
              <Forward aria-hidden className="size-3" />
              {message.forwarded === "many" ? "Forwarded many times" : "Forwarded"}
            </p>
          ) : null}
          <Quote message={message} customerName={customerName} />
          <BubbleBody message={message} channel={channel} />
        </div>
        <p
          className={cn(
            "mb-0.5 flex min-w-14 shrink-0 items-center gap-1 text-muted-foreground text-xs",
            isOurs && "justify-end",
          )}
        >
          {message.isEdited && !message.isErased ? <span>Edited</span> : null}
          <Moment at={message.occurredAt} show="clock" />
          {isOurs ? <MessageTicks status={message.status} /> : null}
        </p>
      </div>
      <Reactions reactions={message.reactions} />
      {message.sources.length > 0 ? (
        <p className="mt-1 flex max-w-[75%] items-center gap-1 text-muted-foreground text-xs">
          <BookOpen aria-hidden className="size-3 shrink-0" />
          <span className="truncate">Source: {message.sources.map((source) => source.question).join(" · ")}</span>
        </p>
      ) : null}
      <BubbleProblem message={message} />
    </li>
  );
});

function Quote({ message, customerName }: { message: ThreadMessage; customerName: string }) {
  if (!message.quoted) return null;
  const { author, text } = message.quoted;
  return (
    <blockquote className="mb-1.5 border-primary border-l-2 pl-2 text-muted-foreground text-sm">
      <span className="sr-only">In reply to {author === "CUSTOMER" ? customerName : "the business"}: </span>
      <span dir="auto" className="line-clamp-2">
        {text ?? "A message that is not here"}
      </span>
    </blockquote>
  );
}

function Reactions({ reactions }: { reactions: ThreadMessage["reactions"] }) {
  if (reactions.length === 0) return null;
  return (
    <ul className="-mt-1 flex gap-1 px-2">
      {reactions.map((reaction) => (
        <li
          key={`${reaction.by} ${reaction.emoji}`}
          title={reaction.by}
          className="rounded-full border border-border bg-surface px-1.5 text-sm dark:bg-raised"
        >
          {reaction.emoji}
          <span className="sr-only"> from {reaction.by}</span>
        </li>
      ))}
    </ul>
  );
}
