import { Skeleton } from "@frontdesk/ui/skeleton";
import { ThreadSkeleton } from "~/components/inbox/thread-skeleton.tsx";

/** A conversation in its shape, before it has come. */
export default function ConversationLoading() {
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="h-14 shrink-0 border-border border-b bg-surface px-4">
        <div className="flex h-full animate-appear-late items-center gap-3">
          <Skeleton className="size-10 rounded-full" />
          <Skeleton className="h-5 w-40" />
        </div>
      </div>
      <ThreadSkeleton />
    </div>
  );
}
