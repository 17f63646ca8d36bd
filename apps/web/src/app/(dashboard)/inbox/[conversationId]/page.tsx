import { TRPCError } from "@trpc/server";
import { notFound } from "next/navigation";
import { ConversationView } from "~/components/inbox/conversation-view.tsx";
import { THREAD_PAGE_SIZE } from "~/components/inbox/thread-page-size.ts";
import { getServerApi } from "~/trpc/server.ts";

/** One conversation. An id that is wrong or another business's answers "not found", without saying which. */
export default async function ConversationPage({ params }: PageProps<"/inbox/[conversationId]">) {
  const { conversationId } = await params;
  const { trpc, HydrateClient } = await getServerApi();
  const conversation = await trpc.conversation.get({ conversationId }).catch((error: unknown) => {
    if (error instanceof TRPCError && (error.code === "NOT_FOUND" || error.code === "BAD_REQUEST")) notFound();
    throw error;
  });
  await Promise.all([
    trpc.conversation.thread.prefetchInfinite({ conversationId, limit: THREAD_PAGE_SIZE }),
    trpc.customer.get.prefetch({ customerId: conversation.customer.id }),
  ]);
  return (
    <HydrateClient>
      <ConversationView loaded={conversation} />
    </HydrateClient>
  );
}
