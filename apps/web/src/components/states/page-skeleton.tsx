import { Skeleton } from "@frontdesk/ui/skeleton";

/** A page with a title and some cards, before its content has come. */
export function PageSkeleton() {
  return (
    <div role="status" className="flex-1 animate-appear-late overflow-hidden">
      <span className="sr-only">Loading</span>
      <div className="mx-auto flex w-full max-w-4xl flex-col gap-6 px-4 py-6 sm:px-8 sm:py-8">
        <div className="flex flex-col gap-2">
          <Skeleton className="h-7 w-40" />
          <Skeleton className="h-5 w-72 max-w-full" />
        </div>
        <Skeleton className="h-32 w-full rounded-md" />
        <Skeleton className="h-48 w-full rounded-md" />
      </div>
    </div>
  );
}
