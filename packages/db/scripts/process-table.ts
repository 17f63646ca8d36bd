import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** What the operating system says of a process. */
export interface ProcessEntry {
  command: string;
  parent: number;
}

/** Looks a process up by its id; undefined when there is none. Reads /proc on Linux, where `ps` may not be installed. */
export function readProcess(pid: number): ProcessEntry | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  try {
    if (process.platform === "linux") {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      // The name in the second field may hold spaces and brackets; the parent's id is the second field after it.
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      // A zombie has ended and only waits to be collected.
      return state === "Z" ? undefined : { command, parent: Number(parent) };
    }
    const line = execFileSync("ps", ["-o", "ppid=,command=", "-p", String(pid)], { encoding: "utf8" }).trim();
    const [, parent, command] = line.match(/^(\d+)\s+(.*)$/s) ?? [];
    return parent === undefined ? undefined : { command: command ?? "", parent: Number(parent) };
  } catch {
    return undefined;
  }
}

/** Whether a process is running; one that ended and was not collected by its parent is not. */
export function isRunning(pid: number): boolean {
  return readProcess(pid) !== undefined;
}
