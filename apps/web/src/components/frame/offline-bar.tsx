"use client";

import { WifiOff } from "lucide-react";
import { useIsOnline } from "./use-is-online.ts";

/** Says that there is no network, and what that means for what is on the page. */
export function OfflineBar() {
  const isOnline = useIsOnline();
  return (
    <div role="status">
      {isOnline ? null : (
        <p className="flex items-center justify-center gap-2 bg-warning-soft px-4 py-1.5 text-sm text-warning">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          You are offline. What you send waits here and goes out when the connection is back.
        </p>
      )}
    </div>
  );
}
