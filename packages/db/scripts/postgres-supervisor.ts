/**
 * The process between us and PostgreSQL: it starts the server and stops it when asked, when signalled, or when the
 * process that started it is gone, however that ended (the channel to a killed process closes by itself). Run by
 * embedded-postgres.ts, never by hand.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { SupervisorNotice, SupervisorOrder } from "./embedded-postgres.ts";
import { clearLeftOverServer } from "./left-over-server.ts";

const order = JSON.parse(process.argv[2] ?? "") as SupervisorOrder;
let server: ChildProcess | undefined;
let isStopping = false;

function notify(notice: SupervisorNotice): void {
  if (process.connected) process.send?.(notice);
}

function removeData(): void {
  for (const path of order.removeWhenStopped) rmSync(path, { recursive: true, force: true });
}

function stop(): void {
  if (isStopping) return;
  isStopping = true;
  if (!server || server.exitCode !== null || server.signalCode !== null) {
    removeData();
    process.exit(0);
  }
  // Fast shutdown; then immediate, which leaves recovery to the next start; then force.
  server.kill("SIGINT");
  setTimeout(() => server?.kill("SIGQUIT"), 8_000).unref();
  setTimeout(() => server?.kill("SIGKILL"), 11_000).unref();
}

function isReady(): boolean {
  try {
    // PostgreSQL writes its state on the eighth line.
    return readFileSync(join(order.data, "postmaster.pid"), "utf8").split("\n")[7]?.trim() === "ready";
  } catch {
    return false;
  }
}

function readLogSince(offset: number): string {
  return existsSync(order.log) ? readFileSync(order.log).subarray(offset).toString("utf8") : "";
}

async function start(): Promise<void> {
  if ((await clearLeftOverServer(order.data)) === "in use") {
    notify({ kind: "failed", reason: "in use" });
    process.exit(1);
  }
  const log = openSync(order.log, "a", 0o600);
  const logStart = statSync(order.log).size;
  const settings = Object.entries(order.settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  server = spawn(order.postgres, ["-D", order.data, "-p", String(order.port), ...settings], {
    ...order.account,
    cwd: "/",
    env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const watch = setInterval(() => {
    if (!isReady()) return;
    clearInterval(watch);
    notify({ kind: "ready", serverProcess: server?.pid ?? 0 });
  }, 20);
  const end = (reason: string) => {
    clearInterval(watch);
    if (!isStopping) notify({ kind: "failed", reason });
    removeData();
    process.exit(isStopping ? 0 : 1);
  };
  server.on("error", (error) => end(error.message));
  server.on("exit", () => end(readLogSince(logStart)));
}

process.on("disconnect", stop);
process.on("message", stop);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
await start();
