"use client";

import type { ConversationDetail } from "@frontdesk/validators/conversation-view";
import { trpc } from "~/trpc/react.tsx";
import { Composer } from "./composer.tsx";
import { CustomerDetails } from "./customer-details.tsx";
import { Thread } from "./thread.tsx";
import { ThreadHeader } from "./thread-header.tsx";
import { useMarkRead } from "./use-mark-read.ts";

/** One conversation: thread and composer, and from 1280 px on the customer beside them. */
export function ConversationView({ loaded }: { loaded: ConversationDetail }) {
  // What the server rendered with is shown until something newer is known; live updates ask again.
  const { data = loaded } = trpc.conversation.get.useQuery({ conversationId: loaded.id }, { initialData: loaded });
  useMarkRead(data);
  return (
    <div className="flex min-h-0 flex-1">
      <section aria-label={`Conversation with ${data.customer.displayName}`} className="flex min-w-0 flex-1 flex-col">
        <ThreadHeader conversation={data} />
        <Thread key={data.id} conversation={data} />
        <Composer conversation={data} />
      </section>
      <aside aria-label="Customer" className="hidden w-80 shrink-0 flex-col border-border border-l bg-surface xl:flex">
        <CustomerDetails customerId={data.customer.id} conversationId={data.id} />
      </aside>
    </div>
  );
}
