import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseUnavailable, isTransactionRace } from "@frontdesk/db/database-errors";

/** How long what only this process knows is kept and tried to be stored, before it is given up. */
const KEEP_TRYING_MS = 60_000;
const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/** Repeats work on the database for up to a minute while the database is away, slow or locked. @throws the last error */
export async function keepTrying<T>(work: () => Promise<T>): Promise<T> {
  const until = Date.now() + KEEP_TRYING_MS;
  for (let pauseMs = SHORTEST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      const mayPass = isDatabaseUnavailable(error) || isTransactionRace(error);
      if (!mayPass || Date.now() + pauseMs > until) throw error;
    }
    await sleep(pauseMs);
  }
}
