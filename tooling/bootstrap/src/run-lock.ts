import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { readProcess } from "@frontdesk/db/scripts/process-table";

/**
 * Takes a lock that belongs to this process, in a file with its id. A lock left by a process that is gone, or whose id another
 * program has by now, is taken over.
 * @param program what the command line of whoever holds the lock contains.
 * @returns the function that releases it, or the id of the process that holds it.
 */
export function takeRunLock(file: string, program: string): { release(): void } | { holder: number } {
  mkdirSync(dirname(file), { recursive: true });
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = findLockHolder(file, program);
    if (holder !== undefined) return { holder };
    rmSync(file, { force: true });
  }
}

/** The id of the other process that holds the lock; undefined where none does, or it was killed. */
export function findLockHolder(file: string, program: string): number | undefined {
  try {
    const holder = Number.parseInt(readFileSync(file, "utf8"), 10);
    return holder !== process.pid && readProcess(holder)?.command.includes(program) ? holder : undefined;
  } catch {
    return undefined;
  }
}
