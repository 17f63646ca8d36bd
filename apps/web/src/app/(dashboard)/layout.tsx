import { redirect } from "next/navigation";
import { Frame } from "~/components/frame/frame.tsx";
import { LiveUpdates } from "~/components/inbox/live-updates.tsx";
import { requireUser } from "~/server/api.ts";
import { ApiProvider } from "~/trpc/react.tsx";
import { getServerApi } from "~/trpc/server.ts";

/** The pages of one business. Super admins belong to none and go to the administration. */
export default async function DashboardLayout({ children }: LayoutProps<"/">) {
  const me = await requireUser();
  if (!me.business) redirect("/admin");
  // Taken before anything is read: what changes from here on, the live updates tell.
  const renderedAt = new Date().toISOString();
  const { trpc, HydrateClient } = await getServerApi();
  await trpc.conversation.counts.prefetch();
  return (
    <ApiProvider>
      <HydrateClient>
        <LiveUpdates since={renderedAt} />
        <Frame area="dashboard" me={me}>
          {children}
        </Frame>
      </HydrateClient>
    </ApiProvider>
  );
}
