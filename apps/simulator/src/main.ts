import { readEnv } from "./env.ts";
import { startSimulator } from "./start-simulator.ts";

/** Runs the simulator until SIGINT, SIGTERM or the end of the parent; prints one line of JSON when it is ready. */
async function main(): Promise<void> {
  const env = readEnv();
  const running = await startSimulator({
    port: env.SIMULATOR_PORT,
    appUrl: env.APP_URL,
    appId: env.META_APP_ID,
    appSecret: env.META_APP_SECRET,
    verifyToken: env.META_WEBHOOK_VERIFY_TOKEN,
    seed: env.SIM_SEED,
    settings: { window_closed: env.SIM_131047 },
    ...(env.SIM_SNAPSHOT === undefined ? {} : { snapshotFile: env.SIM_SNAPSHOT }),
  });
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    void running.close().finally(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  if (process.send) process.once("disconnect", stop);
  process.stdout.write(`${JSON.stringify({ event: "listening", url: running.url })}\n`);
}

main().catch((error: NodeJS.ErrnoException) => {
  const sentence =
    error.code === "EADDRINUSE" ? "The simulator's port is taken; set SIMULATOR_PORT to a free one." : error.message;
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
});
