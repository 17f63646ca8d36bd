import type { Deps } from "../deps.ts";
import { processDeliveries } from "./process-deliveries.ts";
import { WEBHOOK_CHANNEL } from "./store-delivery.ts";

/** How long a delivery may lie when its notification was lost. */
const POLL_MS = 1_000;
/** After a failure (the database is away), doubling up to ten seconds. */
const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/** Deliveries that are claimed together. */
const BATCH_SIZE = 50;

export type InboundLoop = {
  /** When the loop last looked for work or got on with it, in milliseconds since the epoch: what liveness is judged by. */
  lastTickAt(): number;
  /** Finishes the batch in hand and stops. */
  stop(): Promise<void>;
};

/** Processes deliveries as they come: woken by a notification, polling as the truth, one batch at a time. */
export function startInboundLoop(deps: Deps): InboundLoop {
  let isStopping = false;
  let lastTick = Date.now();
  let pauseMs = SHORTEST_PAUSE_MS;
  let isWoken = false;
  let wake: () => void = () => {};
  const unsubscribe = deps.notifications.subscribe(WEBHOOK_CHANNEL, () => {
    isWoken = true;
    wake();
  });

  const tick = () => {
    lastTick = Date.now();
  };

  const rest = async (ms: number) => {
    if (isWoken || isStopping) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      wake = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
  };

  const run = async () => {
    while (!isStopping) {
      tick();
      isWoken = false;
      try {
        const claimed = await processDeliveries(deps, BATCH_SIZE, tick);
        pauseMs = SHORTEST_PAUSE_MS;
        if (claimed === 0) await rest(POLL_MS);
      } catch (error) {
        deps.logger.error("inbound loop", { stage: "inbound", error });
        isWoken = false;
        tick();
        await rest(pauseMs);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
    }
  };
  const running = run();

  return {
    lastTickAt: () => lastTick,
    async stop() {
      isStopping = true;
      unsubscribe();
      wake();
      await running;
    },
  };
}
