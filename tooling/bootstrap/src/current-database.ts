import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "./open-database.ts";
import { databaseFolder, dataFolder, repositoryRoot } from "./repository.ts";
import { findLockHolder } from "./run-lock.ts";
import { type Environment, readSettings, type Settings } from "./settings.ts";

/** Held by `npm start` while it runs. */
export const START_LOCK = { file: join(dataFolder, "start.pid"), program: "bootstrap/src/start.ts" };

/** Where `npm start` says which database it uses, readable by its owner only. */
export const PUBLISHED_FILE = join(dataFolder, "database.json");

export interface CurrentDatabase {
  mode: Settings["mode"];
  databaseUrl: string;
  ownerUrl: string | undefined;
  applied: string[];
  close(): Promise<void>;
}

/** The addresses that a running `npm start` published; what a killed one left behind is nobody's. */
function readPublished(): Pick<Settings, "databaseUrl" | "ownerUrl"> | undefined {
  if (findLockHolder(START_LOCK.file, START_LOCK.program) === undefined || !existsSync(PUBLISHED_FILE))
    return undefined;
  return JSON.parse(readFileSync(PUBLISHED_FILE, "utf8")) as Pick<Settings, "databaseUrl" | "ownerUrl">;
}

/**
 * Opens the database that a command in this folder means: the one of DATABASE_URL, or the embedded one, which is used as it runs
 * beside a running `npm start` and is started for the time of the command otherwise.
 */
export async function openCurrentDatabase(env: Environment): Promise<CurrentDatabase> {
  const file = join(repositoryRoot, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  const settings = readSettings(env);
  const published = readPublished();
  const isOwn = settings.databaseUrl !== undefined;
  const database = await openDatabase(isOwn || !published ? settings : published, databaseFolder(settings.mode));
  return {
    mode: settings.mode,
    databaseUrl: database.databaseUrl,
    ownerUrl: database.ownerUrl,
    applied: database.applied,
    close: async () => database.server?.stop(),
  };
}
