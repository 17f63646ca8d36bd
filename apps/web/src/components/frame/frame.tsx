import { cn } from "@frontdesk/ui/class-names";
import type { Me } from "@frontdesk/validators/account";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { TimeProvider } from "~/components/time/time-provider.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { MeProvider } from "./me-context.tsx";
import { OfflineBar } from "./offline-bar.tsx";
import type { Area } from "./places.ts";
import { Rail } from "./rail.tsx";
import { RAIL_COOKIE } from "./rail-cookie.ts";

/** The frame of every signed-in page: rail (a bottom bar on phones), the page beside it, and who is signed in and what time it is. */
export async function Frame({ area, me, children }: { area: Area; me: Me; children: ReactNode }) {
  const isPinned = (await cookies()).get(RAIL_COOKIE)?.value === "pinned";
  return (
    <MeProvider me={me}>
      <TimeProvider now={Date.now()} timeZone={me.business?.timezone ?? "UTC"}>
        <div className={cn("flex h-dvh flex-col md:flex-row", area === "admin" && "admin")}>
          <a
            href="#page"
            className="sr-only focus-visible:not-sr-only focus-visible:absolute focus-visible:top-2 focus-visible:left-2 focus-visible:z-50 focus-visible:rounded-sm focus-visible:bg-overlay focus-visible:px-3 focus-visible:py-2 focus-visible:shadow-float"
          >
            Skip to the page
          </a>
          <Rail area={area} isPinnedAtFirst={isPinned} />
          <div className="flex min-h-0 min-w-0 flex-1 flex-col">
            <OfflineBar />
            <main id="page" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
              {children}
            </main>
          </div>
          <BottomBar area={area} />
        </div>
      </TimeProvider>
    </MeProvider>
  );
}
