import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SetupProblem } from "@frontdesk/db/scripts/setup-problem";
import pg from "pg";
import { readLogTail } from "./log-file.ts";
import { repositoryRoot } from "./repository.ts";
import { runCommand } from "./run-command.ts";
import type { Environment } from "./settings.ts";

/** Where the seed writes the demo's sign-ins, as `[{ label, email, password }]`. */
export const SIGN_INS_FILE = "demo-sign-ins.json";

export interface SignIn {
  label: string;
  email: string;
  password: string;
}

export interface SeedOptions {
  ownerUrl: string | undefined;
  /** What the product's processes are configured with. */
  env: Environment;
  /** Holds the log and the demo's sign-ins. */
  folder: string;
}

async function hasBusinesses(ownerUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return ((await client.query('SELECT FROM "Business" LIMIT 1')).rowCount ?? 0) > 0;
  } finally {
    await client.end();
  }
}

async function runSeed({ env, folder }: SeedOptions, ownerUrl: string, signInsFile: string): Promise<void> {
  const logFile = join(folder, "logs/seed.log");
  const code = await runCommand({
    command: "node",
    args: [join(repositoryRoot, "packages/db/scripts/seed.ts")],
    env: { ...env, DATABASE_OWNER_URL: ownerUrl, DEMO_SIGN_INS_FILE: signInsFile },
    logFile,
  });
  if (code === 0) return;
  throw new SetupProblem(`${readLogTail(logFile)}\n\nFilling the database failed; the log is ${logFile}.`);
}

function readFile(file: string): SignIn[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as SignIn[]) : [];
}

/**
 * Fills an empty database with the demo's businesses. Does nothing where there is a business.
 * @returns the demo's sign-ins, also those of an earlier start.
 * @throws SetupProblem with the end of the seed's output where it fails.
 */
export async function seedDemoWhenEmpty(options: SeedOptions): Promise<SignIn[]> {
  const file = join(options.folder, SIGN_INS_FILE);
  const { ownerUrl } = options;
  if (ownerUrl && !(await hasBusinesses(ownerUrl))) await runSeed(options, ownerUrl, file);
  return readFile(file);
}

/**
 * Adds the super admin of SUPER_ADMIN_EMAIL to a live installation that has none.
 * @returns the sign-in with its password, which is kept nowhere; nothing where the admin was there already.
 */
export async function addFirstAdmin(options: SeedOptions): Promise<SignIn[]> {
  const { ownerUrl } = options;
  if (!ownerUrl || !process.env.SUPER_ADMIN_EMAIL) return [];
  const file = join(options.folder, `first-admin-${process.pid}.json`);
  try {
    await runSeed(options, ownerUrl, file);
    return readFile(file);
  } finally {
    rmSync(file, { force: true });
  }
}
