import { Skeleton } from "@frontdesk/ui/skeleton";

const ROWS = ["w-24", "w-32", "w-20", "w-28", "w-24", "w-36"];

/** The list before its rows have come. */
export function ListSkeleton() {
  return (
    <div role="status" className="flex flex-1 animate-appear-late flex-col gap-0.5 overflow-hidden p-1.5">
      <span className="sr-only">Loading conversations</span>
      {ROWS.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <div key={index} className="flex gap-3 px-3 py-2.5">
          <Skeleton className="size-10 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className={`h-4 ${width}`} />
            <Skeleton className="h-4 w-full" />
            <Skeleton className="h-5 w-12 rounded-full" />
          </div>
        </div>
      ))}
    </div>
  );
}
