import { cn } from "@frontdesk/ui/class-names";
import { Skeleton } from "@frontdesk/ui/skeleton";

const BUBBLES = ["h-9 w-56", "ml-auto h-16 w-72", "h-9 w-40", "h-14 w-64", "ml-auto h-9 w-60"];

/** A thread before its messages have come. */
export function ThreadSkeleton() {
  return (
    <div role="status" className="flex min-h-0 flex-1 animate-appear-late flex-col justify-end overflow-hidden">
      <span className="sr-only">Loading messages</span>
      <div className="mx-auto flex w-full max-w-[720px] flex-col gap-4 px-4 pb-8 sm:px-6">
        {BUBBLES.map((shape) => (
          <Skeleton key={shape} className={cn("max-w-[85%] rounded-lg", shape)} />
        ))}
      </div>
    </div>
  );
}
