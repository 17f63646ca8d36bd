"use client";

import { Alert } from "@frontdesk/ui/alert";
import { Button } from "@frontdesk/ui/button";
import { Kbd } from "@frontdesk/ui/kbd";
import { Textarea } from "@frontdesk/ui/textarea";
import { type ConversationDetail, replyTextSchema } from "@frontdesk/validators/conversation-view";
import { SendHorizontal, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useReply } from "./use-reply.ts";

/** Unsent words survive a look at another conversation, as long as the window is open. */
const drafts = new Map<string, string>();

/** Where a person writes. Sending takes the conversation over; where nothing may be sent it says why. */
export function Composer({ conversation }: { conversation: ConversationDetail }) {
  const { trouble } = conversation.integration;
  return (
    <footer className="shrink-0 border-border border-t bg-surface px-3 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-4">
      <div className="mx-auto flex w-full max-w-[720px] flex-col gap-2">
        {trouble ? (
          <Alert tone="warning">
            <TriangleAlert aria-hidden />
            {trouble}
          </Alert>
        ) : null}
        {conversation.replyWindow.open ? (
          <ReplyForm key={conversation.id} conversation={conversation} />
        ) : (
          <Alert role="status">
            {conversation.replyWindow.reason ??
              `A reply is possible again when ${conversation.customer.displayName} writes.`}
          </Alert>
        )}
      </div>
    </footer>
  );
}

function ReplyForm({ conversation }: { conversation: ConversationDetail }) {
  const [text, setText] = useState(drafts.get(conversation.id) ?? "");
  const [problem, setProblem] = useState<string | null>(null);

  function write(next: string) {
    drafts.set(conversation.id, next);
    setText(next);
    setProblem(null);
  }

  const reply = useReply(conversation.id, (refused) => write(drafts.get(conversation.id) || refused));

  function send() {
    const parsed = replyTextSchema.safeParse(text);
    if (!parsed.success) {
      setProblem(text.trim() ? (parsed.error.issues[0]?.message ?? null) : null);
      return;
    }
    reply(parsed.data);
    write("");
  }

  function onKeyDown(event: KeyboardEvent) {
    // Enter that ends a composition (Japanese, Chinese, …) chooses a word and sends nothing.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="flex flex-col gap-1.5"
    >
      <div className="flex items-end gap-2">
        <Textarea
          aria-label={`Reply to ${conversation.customer.displayName}`}
          aria-describedby="composer-keys"
          aria-invalid={problem ? true : undefined}
          dir="auto"
          rows={1}
          placeholder={placeholderOf(conversation)}
          value={text}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
          className="max-h-48 min-h-9 py-1.5 flex-1 pointer-coarse:min-h-11 overflow-y-auto"
        />
        <Button type="submit" size="lg" aria-disabled={text.trim() === "" || undefined} aria-label="Send">
          <SendHorizontal aria-hidden />
          <span className="max-sm:sr-only">Send</span>
        </Button>
      </div>
      {problem ? (
        <p role="alert" className="text-danger text-sm">
          {problem}
        </p>
      ) : null}
      <p id="composer-keys" className="hidden items-center gap-1 text-muted-foreground text-xs sm:flex">
        <Kbd>Enter</Kbd> sends
        <span aria-hidden className="px-1">
          ·
        </span>
        <Kbd>Shift</Kbd>
        <Kbd>Enter</Kbd> starts a new line
      </p>
    </form>
  );
}

function placeholderOf({ handler, status }: ConversationDetail): string {
  if (status === "RESOLVED") return "Write a reply";
  if (handler === "AGENT") return "AI is answering. Type to take over.";
  if (handler === "PAUSED") return "The AI is paused here. Write a reply.";
  return "Write a reply";
}
