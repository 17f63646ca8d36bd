import { ensureEmbeddedDatabase } from "@frontdesk/db/scripts/embedded-database";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@frontdesk/db/scripts/embedded-postgres";
import { readMigrationStatus } from "@frontdesk/db/scripts/migrations";
import { prepareDatabase } from "@frontdesk/db/scripts/prepare-database";
import { APP_ROLE } from "@frontdesk/db/scripts/roles";
import { SetupProblem } from "@frontdesk/db/scripts/setup-problem";
import { installJobs } from "@frontdesk/jobs/install-jobs";
import pg from "pg";
import type { Settings } from "./settings.ts";

export interface OpenDatabase {
  /** The application's role. */
  databaseUrl: string;
  /** The role that migrates; undefined where the server is one of your own and only DATABASE_URL was given. */
  ownerUrl: string | undefined;
  /** The embedded server, or undefined where the server is one of your own. */
  server: EmbeddedPostgres | undefined;
  /** Names of the migrations that were applied now. */
  applied: string[];
}

type DatabaseSettings = Pick<Settings, "databaseUrl" | "ownerUrl">;

async function openEmbedded(folder: string, isTemporary: boolean): Promise<OpenDatabase> {
  const server = await startEmbeddedPostgres({ folder, isTemporary, isDurable: !isTemporary });
  try {
    const ownerUrl = await ensureEmbeddedDatabase(server, "frontdesk");
    const prepared = await prepareDatabase({ ownerUrl, appPassword: server.passwords.app, installJobs });
    return { ...prepared, ownerUrl, server };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

const CONNECTION_TIMEOUT_MS = 10_000;

function explainConnection(error: unknown, url: string): SetupProblem {
  const { hostname, port, username, pathname } = new URL(url);
  const place = `${hostname}:${port || 5432}`;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return new SetupProblem(`The database's host ${hostname} is unknown.`);
  if (code === "28P01" || code === "28000") {
    return new SetupProblem(`The database at ${place} refuses the role ${username} or its password.`);
  }
  if (code === "3D000")
    return new SetupProblem(`There is no database ${pathname.slice(1)} at ${place}: create it first.`);
  return new SetupProblem(`No PostgreSQL answers at ${place}${message ? ` (${message})` : ""}.`, { cause: error });
}

async function ensureConnection(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECTION_TIMEOUT_MS });
  try {
    await client.connect();
  } catch (error) {
    throw explainConnection(error, url);
  } finally {
    await client.end();
  }
}

async function openOwn(databaseUrl: string, ownerUrl: string | undefined): Promise<OpenDatabase> {
  const { username, password } = new URL(databaseUrl);
  if (username !== APP_ROLE) {
    throw new SetupProblem(
      `DATABASE_URL must sign in as ${APP_ROLE}, the role without rights on the tables themselves, and not as ${username || "nobody"}.`,
    );
  }
  await ensureConnection(ownerUrl ?? databaseUrl);
  if (ownerUrl) {
    const appPassword = decodeURIComponent(password);
    const { applied } = await prepareDatabase({ ownerUrl, appPassword, installJobs });
    return { databaseUrl, ownerUrl, server: undefined, applied };
  }
  const { pending, failed } = await readMigrationStatus(databaseUrl);
  const open = [...failed, ...pending];
  if (open.length > 0) {
    const more = open.length > 1 ? ` and ${open.length - 1} more` : "";
    throw new SetupProblem(
      `The database lacks the migration ${open[0]}${more}: set DATABASE_OWNER_URL, or run pnpm db:migrate with it.`,
    );
  }
  return { databaseUrl, ownerUrl, server: undefined, applied: [] };
}

/**
 * Opens the database that the settings choose and brings it up to this version of the code: the embedded server with its data
 * in `folder`, or your own server where DATABASE_URL is set.
 * @throws SetupProblem where it can't be reached, a right is missing, or migrations are pending and no owner was given.
 */
export function openDatabase(settings: DatabaseSettings, folder: string, isTemporary = false): Promise<OpenDatabase> {
  if (settings.databaseUrl) return openOwn(settings.databaseUrl, settings.ownerUrl);
  return openEmbedded(folder, isTemporary);
}
