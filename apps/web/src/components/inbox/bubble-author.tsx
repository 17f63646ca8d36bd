import { Avatar } from "@frontdesk/ui/avatar";
import { cn } from "@frontdesk/ui/class-names";
import type { ThreadMessage } from "@frontdesk/validators/conversation-view";
import { Smartphone, Sparkle } from "lucide-react";

type BubbleAuthorProps = { message: ThreadMessage; customerName: string; isVisible: boolean };

/** Who wrote a message. Shown above the first of a group, told to screen readers with every one. */
export function BubbleAuthor({ message, customerName, isVisible }: BubbleAuthorProps) {
  return (
    <p
      className={cn(
        isVisible ? "mb-1 flex items-center gap-1.5 text-muted-foreground text-xs" : "sr-only",
        // The customer's name stands in the header: above every bubble it would only repeat it.
        message.author === "CUSTOMER" && "sr-only",
      )}
    >
      <AuthorMark message={message} />
      {nameOf(message, customerName)}
    </p>
  );
}

function AuthorMark({ message }: { message: ThreadMessage }) {
  switch (message.author) {
    case "AGENT":
      return <Sparkle aria-hidden className="size-3.5 text-primary-text" />;
    case "MEMBER":
      return <Avatar name={message.authorName ?? ""} className="size-5" />;
    case "PHONE":
      return <Smartphone aria-hidden className="size-3.5" />;
    default:
      return null;
  }
}

function nameOf(message: ThreadMessage, customerName: string): string {
  switch (message.author) {
    case "CUSTOMER":
      return customerName;
    case "AGENT":
      return message.authorName ? `AI · ${message.authorName}` : "AI";
    case "MEMBER":
      return message.authorName ?? "A colleague";
    case "PHONE":
      return "Sent from the phone";
    case "SYSTEM":
      return "Automatic message";
  }
}
