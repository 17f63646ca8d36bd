"use client";

import { Button } from "@frontdesk/ui/button";
import type { ConversationDetail } from "@frontdesk/validators/conversation-view";
import { ArrowLeft, Check, RotateCcw, Sparkle, UserRoundCheck } from "lucide-react";
import Link from "next/link";
import { channelName } from "~/components/channel/channel-name.ts";
import { CustomerAvatar } from "./customer-avatar.tsx";
import { CustomerDrawer } from "./customer-drawer.tsx";
import { ReplyWindowBadge } from "./reply-window-badge.tsx";
import { StateBadge } from "./state-badge.tsx";
import { useConversationActs } from "./use-conversation-acts.ts";
import { useInboxView } from "./use-inbox-place.ts";
import { viewQuery } from "./views.ts";

/** Who the thread is with, how long one may still answer, whose turn it is, and what can be done about that. */
export function ThreadHeader({ conversation }: { conversation: ConversationDetail }) {
  const [view] = useInboxView();
  const { displayName } = conversation.customer;
  return (
    <header className="@container shrink-0 border-border border-b bg-surface">
      <div className="flex @xl:h-14 flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2 sm:px-4">
        <div className="flex min-w-0 @xl:flex-1 basis-full @xl:basis-0 items-center gap-3">
          <Button asChild variant="ghost" size="icon" className="-ml-1 md:hidden">
            <Link href={`/inbox${viewQuery(view)}`} aria-label="Back to the conversations">
              <ArrowLeft aria-hidden />
            </Link>
          </Button>
          <CustomerAvatar name={displayName} channel={conversation.channel} />
          <div className="flex min-w-0 flex-1 flex-col">
            <h2 dir="auto" title={displayName} className="truncate font-semibold text-base">
              {displayName}
            </h2>
            <p className="truncate text-muted-foreground text-xs">
              {channelName(conversation.channel)}
              {conversation.integration.name ? ` · ${conversation.integration.name}` : ""}
            </p>
          </div>
          <CustomerDrawer
            customerId={conversation.customer.id}
            conversationId={conversation.id}
            className="@xl:hidden"
          />
        </div>
        <div className="flex items-center gap-1.5">
          <ReplyWindowBadge replyWindow={conversation.replyWindow} />
          <StateBadge conversation={conversation} />
        </div>
        <Acts conversation={conversation} />
        <CustomerDrawer
          customerId={conversation.customer.id}
          conversationId={conversation.id}
          className="@max-xl:hidden"
        />
      </div>
    </header>
  );
}

function Acts({ conversation }: { conversation: ConversationDetail }) {
  const acts = useConversationActs(conversation.id);
  const disabled = acts.isActing || undefined;
  if (conversation.status === "RESOLVED") {
    return (
      <Button variant="outline" onClick={acts.reopen} aria-disabled={disabled} className="ml-auto">
        <RotateCcw aria-hidden />
        Reopen
      </Button>
    );
  }
  const isTakenOver = conversation.handler === "MEMBER";
  return (
    <div className="ml-auto flex items-center gap-2">
      {isTakenOver ? (
        <Button variant="outline" onClick={acts.giveBack} aria-disabled={disabled}>
          <Sparkle aria-hidden />
          Give back to AI
        </Button>
      ) : (
        <Button
          variant={conversation.handler === "NEEDS_PERSON" ? "primary" : "outline"}
          onClick={acts.takeOver}
          aria-disabled={disabled}
        >
          <UserRoundCheck aria-hidden />
          Take over
        </Button>
      )}
      <Button variant="outline" onClick={acts.resolve} aria-disabled={disabled} title="Resolve">
        <Check aria-hidden />
        {/* An icon where space is short: on a phone, and beside two other columns. */}
        <span className="@max-md:sr-only @max-2xl:@xl:sr-only">Resolve</span>
      </Button>
    </div>
  );
}
