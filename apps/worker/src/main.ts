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

async function main(): Promise<void> {
  const env = readEnv();
  const deps = await createDeps(env, { role: "worker" });
  const inbound = startInboundLoop(deps);
  let isReady = false;
  const health = await serveHealth(env.WORKER_HEALTH_PORT, {
    isLive: () => Date.now() - inbound.lastTickAt() < STALLED_AFTER_MS,
    isReady: () => isReady,
  });

  let isDraining = false;
  const drain = async () => {
    if (isDraining) return;
    isDraining = true;
    isReady = false;
    setTimeout(() => process.exit(1), DRAIN_WITHIN_MS).unref();
    await inbound.stop();
    await deps.close();
    health.close();
    process.exit(0);
  };
  process.on("SIGTERM", () => void drain());
  process.on("SIGINT", () => void drain());

  await runJobs(deps.jobs, createHandlers(deps), { concurrency: env.WORKER_CONCURRENCY });
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
