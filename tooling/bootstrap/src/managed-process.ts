import { spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { openLog, readLogTail } from "./log-file.ts";
import { repositoryRoot } from "./repository.ts";
import { quietTools, STOP_WITH_PARENT } from "./run-command.ts";

/** The worker finishes what it has in hand within 20 seconds; whatever has nothing in hand ends at once. */
const GRACE_MS = 22_000;

export interface ProcessDefinition {
  /** As people know it: "the web server". */
  name: string;
  /** Arguments of Node: flags, then the program. */
  args: readonly string[];
  env: Record<string, string | undefined>;
  logFile: string;
}

export interface ManagedProcess {
  name: string;
  logFile: string;
  processId: number;
  /** Settles when it ended: undefined when we stopped it, else a sentence that names it. */
  ended: Promise<string | undefined>;
  /** Asks it to stop (SIGTERM) and ends it with everything it started where it has not after 22 seconds. */
  stop(): Promise<void>;
}

function explainEnd(name: string, logFile: string, how: string): string {
  const tail = readLogTail(logFile);
  return `${tail ? `${tail}\n\n` : ""}${name} stopped (${how}); its log is ${logFile}.`;
}

/**
 * Starts a Node program that runs until it is stopped. It has a process group of its own, so that Ctrl-C in a terminal
 * reaches us alone, and stops by itself when we are gone.
 */
export function startProcess({ name, args, env, logFile }: ProcessDefinition): ManagedProcess {
  const log = openLog(logFile);
  const child = spawn(process.execPath, ["--import", STOP_WITH_PARENT, ...args], {
    cwd: repositoryRoot,
    detached: true,
    stdio: ["ignore", log, log, "ipc"],
    env: { ...process.env, ...quietTools, ...env, FRONTDESK_STARTED_BY: String(process.pid) },
  });
  closeSync(log);
  let isStopping = false;
  const ended = new Promise<string | undefined>((settle) => {
    child.once("error", (error) => settle(explainEnd(name, logFile, error.message)));
    child.once("exit", (code, signal) => {
      settle(isStopping ? undefined : explainEnd(name, logFile, signal ? `signal ${signal}` : `exit code ${code}`));
    });
  });
  const stop = async () => {
    isStopping = true;
    child.kill("SIGTERM");
    const force = setTimeout(() => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    }, GRACE_MS);
    await ended;
    clearTimeout(force);
  };
  return { name, logFile, processId: child.pid ?? 0, ended, stop };
}
