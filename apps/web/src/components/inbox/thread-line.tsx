import type { ConversationDetail } from "@frontdesk/validators/conversation-view";
import { Moment } from "~/components/time/moment.tsx";
import { Bubble } from "./bubble.tsx";
import type { ThreadLine } from "./lay-out-thread.ts";

/** A line of the thread: a day, what happened to the conversation, or a message. */
export function ThreadLineView({ line, conversation }: { line: ThreadLine; conversation: ConversationDetail }) {
  switch (line.type) {
    case "day":
      return (
        <li className="mt-6 mb-2 flex items-center gap-3 text-muted-foreground text-xs">
          <span aria-hidden className="h-px flex-1 bg-border" />
          <span className="font-medium">{line.label}</span>
          <span aria-hidden className="h-px flex-1 bg-border" />
        </li>
      );
    case "event":
      return (
        <li className="mx-auto my-4 max-w-[52ch] text-balance text-center text-muted-foreground text-xs">
          <span dir="auto">{line.event.text}</span>
          <span aria-hidden> · </span>
          <Moment at={line.event.occurredAt} show="clock" className="whitespace-nowrap" />
        </li>
      );
    case "message":
      return (
        <Bubble
          message={line.message}
          customerName={conversation.customer.displayName}
          channel={conversation.channel}
          startsGroup={line.startsGroup}
        />
      );
  }
}
