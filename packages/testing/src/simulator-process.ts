import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { TEST_APP_SECRET, TEST_VERIFY_TOKEN } from "./test-deps.ts";

export type SimulatorProcess = {
  readonly url: string;
  /** Where its Graph API answers, as META_GRAPH_URL. */
  readonly graphUrl: string;
  /** One call of the control API under `/__sim`. */
  control<T>(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: object): Promise<T>;
  close(): Promise<void>;
};

const MAIN = join(import.meta.dirname, "../../../apps/simulator/src/main.ts");

/** Starts the simulated Meta platform on a free port; it posts its webhooks to `appUrl`. It ends with the test's process. */
export async function startSimulatorProcess(appUrl: string): Promise<SimulatorProcess> {
  const child = spawn(process.execPath, [MAIN], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: {
      PATH: process.env.PATH,
      SIMULATOR_PORT: "0",
      APP_URL: appUrl,
      META_APP_SECRET: TEST_APP_SECRET,
      META_WEBHOOK_VERIFY_TOKEN: TEST_VERIFY_TOKEN,
    },
  });
  const url = await readUrl(child);
  return {
    url,
    graphUrl: `${url}/graph`,
    async control<T>(method: string, path: string, body?: object) {
      const response = await fetch(`${url}/__sim${path}`, {
        method,
        ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
      });
      const answer = await response.json();
      if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
      return answer as T;
    },
    async close() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function readUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The simulator ended with code ${code}`)));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).once("line", (line) => resolve((JSON.parse(line) as { url: string }).url));
  });
}
