import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { SetupProblem } from "./setup-problem.ts";

/** The operating system's account that PostgreSQL runs as; undefined means the account that we run as. */
export type ServerAccount = { uid: number; gid: number } | undefined;

function readAccount(name: string): ServerAccount {
  for (const line of readFileSync("/etc/passwd", "utf8").split("\n")) {
    const [user, , uid, gid] = line.split(":");
    if (user === name) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

/**
 * PostgreSQL refuses to run as root. Where we are root (a container, CI) the account `postgres` is used, and made where
 * it is missing; everybody else runs the server as themselves.
 * @throws SetupProblem where there is no such account and it can't be made.
 */
export function findServerAccount(): ServerAccount {
  if (process.getuid?.() !== 0) return undefined;
  const existing = readAccount("postgres");
  if (existing) return existing;
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"]);
  const created = readAccount("postgres");
  if (created) return created;
  throw new SetupProblem(
    "PostgreSQL does not run as root and no account named postgres could be made: run this as an ordinary user, or set DATABASE_URL and DATABASE_OWNER_URL.",
  );
}

/** Whether the account can enter this folder or run this file: a parent folder may be closed to it, as /root is. */
export function isReachable(path: string, account: ServerAccount): boolean {
  if (!account) return true;
  return spawnSync("/bin/sh", ["-c", 'test -x "$1"', "sh", path], account).status === 0;
}
