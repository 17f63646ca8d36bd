import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SetupProblem } from "@frontdesk/db/scripts/setup-problem";
import { readLogTail } from "./log-file.ts";
import { dataFolder } from "./repository.ts";
import { runCommand } from "./run-command.ts";
import { takeRunLock } from "./run-lock.ts";

/** Runs work that writes into the tree's build folders; another start or test run in this folder waits its turn. */
export async function withBuildLock<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    const lock = takeRunLock(join(dataFolder, "build.pid"), "bootstrap");
    if ("release" in lock) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    await sleep(200);
  }
}

/**
 * Runs a turbo task with its output in a log; what did not change is taken from turbo's cache.
 * @throws SetupProblem with the end of the log where it fails.
 */
export async function runTurbo(task: string, filter: string, logFolder: string): Promise<void> {
  const logFile = join(logFolder, `${task}.log`);
  const args = ["run", task, `--filter=${filter}`, "--output-logs=new-only"];
  const code = await withBuildLock(() => runCommand({ command: "turbo", args, logFile }));
  if (code !== 0) {
    throw new SetupProblem(`${readLogTail(logFile, 40)}\n\nThe ${task} of ${filter} failed; the log is ${logFile}.`);
  }
}
