import type { Db } from "@frontdesk/db/client";
import { notify } from "@frontdesk/db/notify";

const QUIET_MS = 50;

/** Notifies a channel soon and at most every 50 ms: a flood of deliveries costs twenty notifications a second. */
export function createWaker(db: Db): (channel: string) => void {
  const waiting = new Set<string>();
  return (channel) => {
    if (waiting.has(channel)) return;
    waiting.add(channel);
    setTimeout(() => {
      waiting.delete(channel);
      // Only a hint: who missed it polls.
      void notify(db, channel).catch(() => {});
    }, QUIET_MS).unref();
  };
}
