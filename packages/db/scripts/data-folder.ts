import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PostgresBinaries, REACHABLE_FOLDER } from "./postgres-binaries.ts";
import { isReachable, type ServerAccount } from "./server-account.ts";
import { SetupProblem } from "./setup-problem.ts";

/** PostgreSQL's major version that the project is built on. */
const POSTGRES_MAJOR = "18";

/** The passwords of an embedded server; they never leave the machine and lie in the data folder, readable by its owner only. */
export interface ServerPasswords {
  superuser: string;
  owner: string;
  app: string;
}

export interface DataFolder {
  /** PostgreSQL's own data directory. */
  data: string;
  log: string;
  passwords: ServerPasswords;
}

function readOrMakePasswords(file: string): { passwords: ServerPasswords; isNew: boolean } {
  if (existsSync(file)) return { passwords: JSON.parse(readFileSync(file, "utf8")) as ServerPasswords, isNew: false };
  const make = () => randomBytes(24).toString("base64url");
  const passwords = { superuser: make(), owner: make(), app: make() };
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(passwords), { mode: 0o600 });
  renameSync(unfinished, file);
  return { passwords, isNew: true };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    // Open for entering only: the server's account must pass through, whatever the umask was.
    chmodSync(folder, 0o711);
  } catch (cause) {
    throw new SetupProblem(`The database's folder ${folder} can't be made: ${(cause as Error).message}.`, { cause });
  }
}

function placeData(folder: string, account: ServerAccount): string {
  if (isReachable(folder, account)) return join(folder, "data");
  const elsewhere = join(REACHABLE_FOLDER, createHash("sha256").update(folder).digest("hex").slice(0, 16));
  makeFolder(elsewhere);
  return join(elsewhere, "data");
}

function initialise(data: string, password: string, binaries: PostgresBinaries, account: ServerAccount): void {
  // Made under another name and renamed when complete, so that an interrupted first start leaves nothing half made.
  const unfinished = `${data}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const passwordFile = join(tmpdir(), `frontdesk-${randomBytes(8).toString("hex")}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (account) {
      chownSync(unfinished, account.uid, account.gid);
      chownSync(passwordFile, account.uid, account.gid);
    }
    const flags = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const access = ["--auth=scram-sha-256", "--username=postgres", `--pwfile=${passwordFile}`];
    const made = spawnSync(binaries.initdb, [`--pgdata=${unfinished}`, "--no-sync", ...flags, ...access], {
      ...account,
      cwd: "/",
      env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
      encoding: "utf8",
    });
    if (made.status !== 0) {
      const reason = (made.stderr || made.error?.message || "").trim().split("\n").at(-1);
      throw new SetupProblem(`The database could not be made in ${data}: ${reason}`);
    }
    renameSync(unfinished, data);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/**
 * Makes sure that a folder holds an initialised PostgreSQL cluster (UTF-8, C.UTF-8 order on every machine, passwords
 * only) and says where its parts are. Where the server's account can't reach the folder, the data is placed under
 * /var/lib/frontdesk and belongs to this folder still: deleting the folder's passwords starts afresh.
 * @throws SetupProblem where the folder can't be written, lost its passwords, or holds another PostgreSQL's data.
 */
export function openDataFolder(folder: string, binaries: PostgresBinaries, account: ServerAccount): DataFolder {
  makeFolder(folder);
  const { passwords, isNew } = readOrMakePasswords(join(folder, "passwords.json"));
  const data = placeData(folder, account);
  const isElsewhere = data !== join(folder, "data");
  if (isNew && existsSync(data)) {
    if (!isElsewhere) {
      rmSync(join(folder, "passwords.json"));
      throw new SetupProblem(
        `The passwords of the database in ${folder} are gone: delete that folder to start afresh.`,
      );
    }
    rmSync(data, { recursive: true, force: true });
  }
  if (!existsSync(data)) initialise(data, passwords.superuser, binaries, account);
  const version = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  if (version !== POSTGRES_MAJOR) {
    throw new SetupProblem(
      `The database in ${folder} was made by PostgreSQL ${version} and this is ${POSTGRES_MAJOR}: move it away to start afresh.`,
    );
  }
  return { data, log: join(folder, "postgres.log"), passwords };
}
