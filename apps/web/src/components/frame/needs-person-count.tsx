"use client";

import { cn } from "@frontdesk/ui/class-names";
import { trpc } from "~/trpc/react.tsx";

const HIGHEST_SHOWN = 99;

/** How many conversations wait for a person, as a small number; nothing when none do. */
export function NeedsPersonCount({ className }: { className?: string | undefined }) {
  const counts = trpc.conversation.counts.useQuery();
  const count = counts.data?.needs_person ?? 0;
  if (count === 0) return null;
  return (
    <span
      className={cn(
        "inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-primary px-1 font-semibold text-primary-foreground text-xs",
        className,
      )}
    >
      {count > HIGHEST_SHOWN ? `${HIGHEST_SHOWN}+` : count}
      <span className="sr-only"> need a person</span>
    </span>
  );
}
