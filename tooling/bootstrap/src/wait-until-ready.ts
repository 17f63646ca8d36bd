import { setTimeout as sleep } from "node:timers/promises";
import { SetupProblem } from "@frontdesk/db/scripts/setup-problem";
import { readLogTail } from "./log-file.ts";
import type { ManagedProcess } from "./managed-process.ts";

const PATIENCE_MS = 60_000;
const QUESTION_TIMEOUT_MS = 5_000;

async function isAnswering(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(QUESTION_TIMEOUT_MS) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/**
 * Waits until a process answers its health address with success.
 * @throws SetupProblem where it ends before that or takes longer than a minute.
 */
export async function waitUntilReady(child: ManagedProcess, url: string, patience = PATIENCE_MS): Promise<void> {
  let lastWords: string | undefined;
  let hasEnded = false;
  void child.ended.then((words) => {
    hasEnded = true;
    lastWords = words;
  });
  const end = Date.now() + patience;
  while (!(await isAnswering(url))) {
    if (hasEnded) throw new SetupProblem(lastWords ?? `${child.name} was stopped.`);
    if (Date.now() > end) {
      const tail = readLogTail(child.logFile);
      throw new SetupProblem(
        `${tail}\n\n${child.name} is not ready at ${url} after ${patience / 1000} s; its log is ${child.logFile}.`,
      );
    }
    await sleep(100);
  }
}
