import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, readProcess } from "./process-table.ts";

function isServerOf(pid: number, data: string): boolean {
  const found = readProcess(pid);
  if (!found) return false;
  if (process.platform !== "linux") return found.command.includes(data);
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
  } catch {
    return false;
  }
}

async function stopServer(pid: number): Promise<void> {
  // Fast shutdown, then immediate: the second leaves recovery to the next start and loses nothing that was committed.
  for (const [signal, tries] of [
    ["SIGINT", 100],
    ["SIGQUIT", 50],
    ["SIGKILL", 50],
  ] as const) {
    if (isRunning(pid)) process.kill(pid, signal);
    for (let attempt = 0; attempt < tries && isRunning(pid); attempt += 1) await sleep(100);
    if (!isRunning(pid)) return;
  }
}

/**
 * Clears what a crash left in a data directory: a server whose supervisor died is stopped, and a `postmaster.pid` whose
 * process id now belongs to another program (usual in containers, where ids start at 1 again) is removed, because
 * PostgreSQL would refuse to start beside it.
 * @returns "in use" when a supervised server still runs there; then nothing was touched.
 */
export async function clearLeftOverServer(data: string): Promise<"free" | "in use"> {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return "free";
  const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
  if (!isServerOf(pid, data)) {
    rmSync(file, { force: true });
    return "free";
  }
  const supervisor = readProcess(readProcess(pid)?.parent ?? 0);
  if (supervisor?.command.includes("postgres-supervisor")) return "in use";
  await stopServer(pid);
  rmSync(file, { force: true });
  return "free";
}
