import { randomInt } from "node:crypto";
import { join } from "node:path";
import { findFreePort } from "@frontdesk/db/scripts/embedded-postgres";
import { introduceCustomers } from "./introduce-customers.ts";
import { type ManagedProcess, startProcess } from "./managed-process.ts";
import { mendDemoConnections } from "./mend-demo-connections.ts";
import type { OpenDatabase } from "./open-database.ts";
import { repositoryRoot } from "./repository.ts";
import { SIGN_INS_FILE } from "./seed.ts";
import type { Environment, Settings } from "./settings.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

export interface ProductOptions {
  settings: Settings;
  database: OpenDatabase;
  /** What the processes get beside our own environment: secrets and settings. */
  env: Environment;
  /** Holds logs and what the seed writes. */
  folder: string;
  isDev: boolean;
}

export interface Product {
  processes: ManagedProcess[];
  /** Settles when one of the processes ends that should not, with a sentence that names it. */
  broken: Promise<string>;
  stop(): Promise<void>;
}

/** What every process of the product is configured with, on top of the environment that we were started in. */
export function makeProductEnv(
  settings: Settings,
  database: OpenDatabase,
  secrets: Environment,
  folder: string,
): Environment {
  const simulatorUrl = `http://127.0.0.1:${settings.simulatorPort}`;
  const demo = {
    SIMULATOR_URL: simulatorUrl,
    META_GRAPH_URL: `${simulatorUrl}/graph`,
    DEMO_SIGN_INS_FILE: join(folder, SIGN_INS_FILE),
  };
  return {
    ...(settings.mode === "demo" ? { ...secrets, ...demo } : {}),
    FRONTDESK_MODE: settings.mode,
    APP_URL: settings.appUrl,
    WEB_PORT: String(settings.webPort),
    SIMULATOR_PORT: String(settings.simulatorPort),
    DATABASE_URL: database.databaseUrl,
    // Nothing that serves requests may hold the owner's rights.
    DATABASE_OWNER_URL: undefined,
  };
}

/**
 * Starts web, worker and (in demo mode) the simulator of Meta, and waits until all are ready.
 * @throws SetupProblem naming the process that ended or was not ready in time; then none is left running.
 */
export async function startProduct({ settings, database, env, folder, isDev }: ProductOptions): Promise<Product> {
  const workerPort = await findFreePort();
  const app = (path: string) => join(repositoryRoot, "apps", path);
  const program = (path: string) => (isDev ? [join(import.meta.dirname, "run-watched.ts"), app(path)] : [app(path)]);
  const start = (name: string, file: string, args: string[], extra: Environment = {}) =>
    startProcess({ name, args, env: { ...env, ...extra }, logFile: join(folder, "logs", file) });
  const nodeEnv = isDev ? {} : { NODE_ENV: "production" };

  const web = start("The web server", "web.log", [app("web/server.ts"), ...(isDev ? ["--dev"] : [])], nodeEnv);
  const worker = start("The worker", "worker.log", program("worker/src/main.ts"), {
    ...nodeEnv,
    WORKER_HEALTH_PORT: String(workerPort),
  });
  const simulator =
    settings.mode === "demo"
      ? [
          start("The simulator", "simulator.log", program("simulator/src/main.ts"), {
            ...nodeEnv,
            // Message ids come from the seed: a database that outlives the simulator must never meet one again.
            SIM_SEED: process.env.SIM_SEED || String(randomInt(2 ** 31)),
          }),
        ]
      : [];
  const processes = [web, worker, ...simulator];
  const stop = async () => {
    await Promise.all(processes.map((child) => child.stop()));
  };
  try {
    await Promise.all([
      waitUntilReady(web, `http://127.0.0.1:${settings.webPort}/api/health/ready`),
      waitUntilReady(worker, `http://127.0.0.1:${workerPort}/ready`),
      ...simulator.map((child) => waitUntilReady(child, `http://127.0.0.1:${settings.simulatorPort}/health`)),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  if (settings.mode === "demo" && database.ownerUrl) await mendDemoConnections(database.ownerUrl);
  if (settings.mode === "demo" && database.ownerUrl)
    await introduceCustomers(database.ownerUrl, `http://127.0.0.1:${settings.simulatorPort}`);
  const broken = new Promise<string>((settle) => {
    for (const child of processes) void child.ended.then((sentence) => sentence && settle(sentence));
  });
  return { processes, broken, stop };
}
