import type { Db } from "@frontdesk/db/client";
import type { Logger } from "../logger.ts";

const FLUSH_AFTER_MS = 1_000;

/** What a refused delivery is counted under. */
export type RefusalKey = { minute: Date; source: "meta" | "vapi" | "stripe"; object: string; reason: string };

export type RefusalCounter = {
  count(key: RefusalKey): void;
  /** Writes what was counted so far; what can't be written now stays counted. @throws what the database said */
  flush(): Promise<void>;
};

/**
 * Counts refused deliveries in memory and adds them to the table at most once a second, one statement for each minute,
 * object and reason: a flood of strangers' requests takes no connection from the deliveries that are real.
 */
export function createRefusalCounter({ db, logger }: { db: Db; logger: Logger }): RefusalCounter {
  const counted = new Map<string, { key: RefusalKey; count: number }>();
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> = Promise.resolve();

  function add(key: RefusalKey, count: number): void {
    const name = `${key.minute.getTime()} ${key.source} ${key.object} ${key.reason}`;
    const entry = counted.get(name);
    if (entry) entry.count += count;
    else counted.set(name, { key, count });
  }

  function flushSoon(): void {
    timer ??= setTimeout(() => {
      flush().catch((error: unknown) => {
        logger.warn("refusals not counted yet", { stage: "webhook", error });
        flushSoon();
      });
    }, FLUSH_AFTER_MS).unref();
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    // One after the other, so that whoever waits for a flush waits for those before it.
    flushing = flushing.catch(() => {}).then(write);
    return flushing;
  }

  async function write(): Promise<void> {
    for (const [name, { key, count }] of [...counted]) {
      counted.delete(name);
      try {
        await db.platform.webhookRefusal.upsert({
          where: { minute_source_object_reason: key },
          create: { ...key, count },
          update: { count: { increment: count } },
          select: { count: true },
        });
      } catch (error) {
        add(key, count);
        throw error;
      }
    }
  }

  return {
    count(key) {
      add(key, 1);
      flushSoon();
    },
    flush,
  };
}
