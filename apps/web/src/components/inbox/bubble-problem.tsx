"use client";

import { Button } from "@frontdesk/ui/button";
import { cn } from "@frontdesk/ui/class-names";
import { notifyFailure } from "@frontdesk/ui/toaster";
import type { ThreadMessage } from "@frontdesk/validators/conversation-view";
import { trpc } from "~/trpc/react.tsx";

/** Why a message did not go out, or may not have, in a sentence; and the way to send it again where that is safe. */
export function BubbleProblem({ message }: { message: ThreadMessage }) {
  const api = trpc.useUtils();
  const resend = trpc.conversation.resend.useMutation({
    onSuccess: () => api.conversation.invalidate(),
    onError: (error) => notifyFailure("The message could not be sent again", error.message),
  });
  if (!message.problem) return null;
  const isSettled = message.isSentAgain;
  const canResend = !isSettled && (message.status === "FAILED" || message.status === "NEEDS_HUMAN");
  return (
    <div
      className={cn(
        "mt-0.5 flex max-w-[75%] flex-wrap items-center justify-end gap-x-2 text-right text-xs",
        isSettled ? "text-muted-foreground" : message.status === "FAILED" ? "text-danger" : "text-warning",
      )}
    >
      <p>{isSettled ? "Not delivered; sent again below." : message.problem}</p>
      {canResend ? (
        <Button
          variant="link"
          size="inline"
          className="text-xs"
          aria-disabled={resend.isPending || undefined}
          onClick={() => resend.mutate({ messageId: message.id })}
        >
          Send again
        </Button>
      ) : null}
    </div>
  );
}
