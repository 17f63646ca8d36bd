"use client";

import { cn } from "@frontdesk/ui/class-names";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { NeedsPersonCount } from "./needs-person-count.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { type Area, isInPlace, places } from "./places.ts";

/** The rail's places on a phone. An open conversation has the whole screen: its back button leads here again. */
export function BottomBar({ area }: { area: Area }) {
  const pathname = usePathname();
  return (
    <footer
      className={cn(
        "flex shrink-0 items-stretch border-border border-t bg-rail pb-[env(safe-area-inset-bottom)] text-rail-foreground md:hidden",
        pathname.startsWith("/inbox/") && "hidden",
      )}
    >
      {area === "admin" ? (
        <p className="flex items-center pl-4 font-semibold text-rail-active-foreground text-sm">Admin</p>
      ) : null}
      <nav aria-label="Main" className="flex-1">
        <ul className="flex">
          {places[area].map((place) => (
            <li key={place.href} className="flex-1">
              <Link
                href={place.href}
                aria-current={isInPlace(pathname, place) ? "page" : undefined}
                className="relative flex h-14 flex-col items-center justify-center gap-0.5 text-xs focus-visible:-outline-offset-2 aria-[current=page]:font-semibold aria-[current=page]:text-rail-active-foreground [&_svg]:size-5"
              >
                <place.icon aria-hidden />
                {place.label}
                {place.href === "/inbox" ? <NeedsPersonCount className="absolute top-1 left-1/2 ml-2" /> : null}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="flex w-16 items-center justify-center">
        <PersonMenu isWide={false} />
      </div>
    </footer>
  );
}
