import { spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { join } from "node:path";
import { openLog } from "./log-file.ts";
import { repositoryRoot } from "./repository.ts";

export interface Command {
  /** A program on the PATH; "node" is the pinned Node, and what it runs stops when we are gone. */
  command: string;
  args: readonly string[];
  env?: Record<string, string | undefined>;
  cwd?: string;
  logFile: string;
}

/** Loaded into Node programs that we start. */
export const STOP_WITH_PARENT = join(import.meta.dirname, "stop-with-parent.ts");

const running = new Set<number>();

/**
 * Runs a program to its end with its output in a log file. It gets a process group of its own, so that what it started
 * ends with it when we are stopped.
 * @returns its exit code; 1 where it was ended by a signal or could not be run.
 */
export function runCommand({ command, args, env, cwd = repositoryRoot, logFile }: Command): Promise<number> {
  const log = openLog(logFile);
  const isNode = command === "node";
  const child = spawn(isNode ? process.execPath : command, isNode ? ["--import", STOP_WITH_PARENT, ...args] : args, {
    cwd,
    detached: true,
    stdio: isNode ? ["ignore", log, log, "ipc"] : ["ignore", log, log],
    env: { ...process.env, ...quietTools, ...env, FRONTDESK_STARTED_BY: String(process.pid) },
  });
  closeSync(log);
  const { pid } = child;
  if (pid !== undefined) running.add(pid);
  return new Promise((settle) => {
    child.once("error", () => settle(1));
    child.once("exit", (code) => {
      if (pid !== undefined) running.delete(pid);
      settle(code ?? 1);
    });
  });
}

/** Ends every command that still runs, with what it started. */
export function endRunningCommands(): void {
  for (const pid of running) {
    try {
      process.kill(-pid, "SIGTERM");
    } catch {
      // It ended by itself in this moment.
    }
  }
}

/** Keeps tools from reporting to their makers and from colouring their logs. */
export const quietTools = {
  NEXT_TELEMETRY_DISABLED: "1",
  TURBO_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
  TURBO_NO_UPDATE_NOTIFIER: "1",
  // Logs are read as text.
  NO_COLOR: "1",
  FORCE_COLOR: undefined,
};
