import { createDeps } from "@frontdesk/core/create-deps";
import { startInboundLoop } from "@frontdesk/core/inbound/inbound-loop";
import { runJobs } from "@frontdesk/jobs/run-jobs";
import { readEnv } from "./env.ts";
import { createHandlers } from "./handlers.ts";
import { serveHealth } from "./health.ts";

/** No look for deliveries in this time means that the loop hangs. */
const STALLED_AFTER_MS = 15_000;
/** What is in hand is finished within this; what is not is taken over by another worker. */
const DRAIN_WITHIN_MS = 20_000;
/** For jobs in hand: an engine thinks for 12 seconds at most. */
const JOBS_END_WITHIN_MS = 15_000;

async function main(): Promise<void> {
  const env = readEnv();
  // An answer and a delivery each, and a few for inbound and housekeeping: no job waits for a connection.
  const deps = await createDeps(env, { role: "worker", poolSize: 2 * env.WORKER_CONCURRENCY + 4 });
  const inbound = startInboundLoop(deps);
  let isReady = false;
  const health = await serveHealth(env.WORKER_HEALTH_PORT, {
    isLive: () => Date.now() - inbound.lastTickAt() < STALLED_AFTER_MS,
    isReady: () => isReady,
  });

  const draining = new AbortController();
  const drain = async () => {
    if (draining.signal.aborted) return;
    isReady = false;
    setTimeout(() => process.exit(1), DRAIN_WITHIN_MS).unref();
    const stopped = [inbound.stop(), deps.jobs.stop({ graceful: true, timeout: JOBS_END_WITHIN_MS })];
    draining.abort();
    await Promise.all(stopped);
    await deps.close();
    health.close();
    process.exit(0);
  };
  process.on("SIGTERM", () => void drain());
  process.on("SIGINT", () => void drain());

  await runJobs(deps.jobs, createHandlers(deps, draining.signal), { concurrency: env.WORKER_CONCURRENCY });
  isReady = true;
  deps.logger.info("worker ready", { stage: "start" });
}

main().catch((error: unknown) => {
  const isOurs = error instanceof Error && error.name === "ConfigurationError";
  process.stderr.write(
    `${error instanceof Error ? (isOurs ? error.message : (error.stack ?? error.message)) : String(error)}\n`,
  );
  process.exit(1);
});
