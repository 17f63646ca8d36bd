import { mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { stripVTControlCharacters } from "node:util";

/** Opens a fresh log for a child process; the caller closes the descriptor when the child has it. */
export function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  return openSync(file, "w", 0o600);
}

/** The last lines of a log, without colours; "" where there is none. */
export function readLogTail(file: string, lines = 20): string {
  try {
    return stripVTControlCharacters(readFileSync(file, "utf8")).trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return "";
  }
}
