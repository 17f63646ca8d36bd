"use client";

import { cn } from "@frontdesk/ui/class-names";
import { inboxViewSchema, MOST_COUNTED } from "@frontdesk/validators/conversation-view";
import { Bot, CircleUserRound, Inbox, UserRoundSearch } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTimeReading } from "~/components/time/time-provider.tsx";
import { trpc } from "~/trpc/react.tsx";
import { useInboxView } from "./use-inbox-place.ts";
import { viewLabels, viewQuery } from "./views.ts";

const icons = { needs_person: UserRoundSearch, mine: CircleUserRound, agent: Bot, all: Inbox };

/** The inbox's four views with how many conversations each holds. */
export function ViewSwitch() {
  const [view, setView] = useInboxView();
  const pathname = usePathname();
  const { locale } = useTimeReading();
  const counts = trpc.conversation.counts.useQuery().data;
  return (
    <nav aria-label="Views" className="shrink-0 border-border border-b p-2">
      <ul className="grid grid-cols-2 gap-0.5 md:grid-cols-1">
        {inboxViewSchema.options.map((option) => {
          const Icon = icons[option];
          const isUrgent = option === "needs_person" && (counts?.needs_person ?? 0) > 0;
          return (
            <li key={option}>
              <Link
                href={`${pathname}${viewQuery(option)}` as Route}
                prefetch={false}
                aria-current={option === view ? "true" : undefined}
                onNavigate={(event) => {
                  // Only the list changes: no need to ask the server for the page again.
                  event.preventDefault();
                  setView(option);
                }}
                className="flex h-8 w-full items-center gap-2 rounded-sm px-2 text-left text-muted-foreground text-sm transition-colors hover:bg-hover hover:text-foreground focus-visible:-outline-offset-2 aria-[current]:bg-muted aria-[current]:font-medium aria-[current]:text-foreground pointer-coarse:h-11"
              >
                <Icon aria-hidden className="size-4 shrink-0" />
                <span className="min-w-0 flex-1 truncate">{viewLabels[option]}</span>
                <span
                  className={cn(
                    "text-xs tabular-nums",
                    isUrgent && "rounded-full bg-warning-soft px-1.5 font-semibold text-warning",
                  )}
                >
                  {counts ? showCount(counts[option], locale) : " "}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      <p role="status" className="sr-only">
        {counts ? `${counts.needs_person} conversations need a person` : ""}
      </p>
    </nav>
  );
}

function showCount(count: number, locale: string): string {
  return count < MOST_COUNTED ? count.toLocaleString(locale) : `${(MOST_COUNTED - 1).toLocaleString(locale)}+`;
}
