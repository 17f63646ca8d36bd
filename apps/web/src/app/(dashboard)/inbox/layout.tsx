import type { Metadata } from "next";
import { InboxPanes } from "~/components/inbox/inbox-panes.tsx";
import { FIRST_VIEW } from "~/components/inbox/views.ts";
import { getServerApi } from "~/trpc/server.ts";

export const metadata: Metadata = { title: "Inbox" };

/** The list stays while conversations open and close beside it. */
export default async function InboxLayout({ children }: LayoutProps<"/inbox">) {
  const { trpc, HydrateClient } = await getServerApi();
  await Promise.all([trpc.conversation.list.prefetchInfinite({ view: FIRST_VIEW }), trpc.integration.list.prefetch()]);
  return (
    <HydrateClient>
      <InboxPanes>{children}</InboxPanes>
    </HydrateClient>
  );
}
