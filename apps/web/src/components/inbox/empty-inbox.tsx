"use client";

import { Button } from "@frontdesk/ui/button";
import { EmptyState } from "@frontdesk/ui/empty-state";
import { MessageSquarePlus, Plug, Smartphone } from "lucide-react";
import Link from "next/link";
import { useMe } from "~/components/frame/me-context.tsx";
import { trpc } from "~/trpc/react.tsx";

/** An inbox that never had a message: what to do so that the first one comes. */
export function EmptyInbox() {
  const me = useMe();
  const integrations = trpc.integration.list.useQuery().data;
  const addresses = (integrations ?? []).flatMap((integration) => integration.displayId ?? []);
  const simulator = me.phonePageUrl ? (
    <Button asChild variant="outline" size="lg">
      <a href={me.phonePageUrl} target="_blank" rel="noreferrer">
        <Smartphone aria-hidden />
        Try it on the phone simulator
      </a>
    </Button>
  ) : null;

  if (addresses.length > 0) {
    return (
      <EmptyState
        icon={<MessageSquarePlus />}
        title="Waiting for the first message"
        description={`Write to ${addresses.join(" or ")} from a phone. The conversation appears here at once.`}
      >
        {simulator}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Plug />}
      title="Connect a channel"
      description="What your customers write on WhatsApp, Instagram or Messenger appears here, and the AI answers from what you teach it."
    >
      <div className="flex flex-col gap-2">
        <Button asChild size="lg">
          <Link href="/integrations">Go to integrations</Link>
        </Button>
        {simulator}
      </div>
    </EmptyState>
  );
}
