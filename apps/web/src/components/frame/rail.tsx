"use client";

import { cn } from "@frontdesk/ui/class-names";
import { PanelLeftClose, PanelLeftOpen, Smartphone } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { startTransition, useState } from "react";
import { BrandMark } from "./brand.tsx";
import { useMe } from "./me-context.tsx";
import { NeedsPersonCount } from "./needs-person-count.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { type Area, isInPlace, places } from "./places.ts";
import { RailTip, railItemClasses } from "./rail-item.tsx";
import { rememberRail } from "./remember-rail.ts";

/** The left rail: 56 px of icons with tooltips, or 220 px with words when pinned. Phones have the bottom bar instead. */
export function Rail({ area, isPinnedAtFirst }: { area: Area; isPinnedAtFirst: boolean }) {
  const [isPinned, setIsPinned] = useState(isPinnedAtFirst);
  const pathname = usePathname();
  const me = useMe();

  function togglePinned() {
    setIsPinned(!isPinned);
    startTransition(() => rememberRail(!isPinned));
  }

  return (
    <header
      className={cn(
        "hidden shrink-0 flex-col gap-1 border-border border-r bg-rail p-2 text-rail-foreground transition-[width] duration-[180ms] md:flex",
        isPinned ? "w-[220px]" : "w-14",
      )}
    >
      <Link
        href={places[area][0]?.href ?? "/"}
        className={cn(
          "mb-2 flex shrink-0 items-center gap-2.5 rounded-sm py-1.5",
          isPinned ? "px-1.5" : "flex-col gap-1",
        )}
      >
        <BrandMark className="size-7 shrink-0" />
        {area === "admin" ? (
          <span className="whitespace-nowrap font-semibold text-rail-active-foreground text-xs">Admin</span>
        ) : (
          <span className={cn("font-semibold text-lg text-rail-active-foreground", !isPinned && "sr-only")}>
            Frontdesk
          </span>
        )}
      </Link>
      <nav aria-label="Main">
        <ul className="flex flex-col gap-1">
          {places[area].map((place) => (
            <li key={place.href}>
              <RailTip label={place.label} isHidden={isPinned}>
                <Link
                  href={place.href}
                  aria-current={isInPlace(pathname, place) ? "page" : undefined}
                  className={railItemClasses(isPinned)}
                >
                  <place.icon aria-hidden />
                  <span className={cn(!isPinned && "sr-only")}>{place.label}</span>
                  {place.href === "/inbox" ? (
                    <NeedsPersonCount className={isPinned ? "ml-auto" : "absolute -top-0.5 -right-1"} />
                  ) : null}
                </Link>
              </RailTip>
            </li>
          ))}
        </ul>
      </nav>
      <div className="mt-auto flex flex-col gap-1">
        {me.phonePageUrl ? (
          <RailTip label="Phone simulator" isHidden={isPinned}>
            <a href={me.phonePageUrl} target="_blank" rel="noreferrer" className={railItemClasses(isPinned)}>
              <Smartphone aria-hidden />
              <span className={cn(!isPinned && "sr-only")}>Phone simulator</span>
            </a>
          </RailTip>
        ) : null}
        <RailTip label={isPinned ? "Narrow the menu" : "Widen the menu"} isHidden={isPinned}>
          <button type="button" onClick={togglePinned} aria-pressed={isPinned} className={railItemClasses(isPinned)}>
            {isPinned ? <PanelLeftClose aria-hidden /> : <PanelLeftOpen aria-hidden />}
            <span className={cn(!isPinned && "sr-only")}>{isPinned ? "Narrow the menu" : "Widen the menu"}</span>
          </button>
        </RailTip>
        <PersonMenu isWide={isPinned} />
      </div>
    </header>
  );
}
