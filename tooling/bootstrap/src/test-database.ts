import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { openDatabase } from "./open-database.ts";

/** The variable that carries a TestDatabase as JSON to the processes that run tests. */
export const TEST_DATABASE_VARIABLE = "FRONTDESK_TEST_DATABASE";

/** What a test needs to make a database of its own: `CREATE DATABASE … TEMPLATE <template> OWNER frontdesk_owner` as superuser. */
export interface TestDatabase {
  superuserUrl: string;
  /** The owner's and the application's URL on the template; replace the path by the clone's name. Nobody can connect to the template itself. */
  ownerUrl: string;
  databaseUrl: string;
  template: string;
}

/**
 * Starts the one PostgreSQL of a test run, with a database that is migrated and has the job queue's schema, to be cloned by each test
 * file. It forgets everything when it stops, also when this process was killed.
 */
export async function startTestDatabase(): Promise<{ database: TestDatabase; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-test-"));
  const {
    databaseUrl,
    ownerUrl = "",
    server,
  } = await openDatabase({ databaseUrl: undefined, ownerUrl: undefined }, folder, true);
  if (!server) throw new Error("The embedded server was asked for, and another one was opened.");
  const template = new URL(ownerUrl).pathname.slice(1);
  const client = new pg.Client({ connectionString: server.superuserUrl });
  await client.connect();
  // A template with a connection on it can't be cloned.
  await client.query(`ALTER DATABASE ${pg.escapeIdentifier(template)} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  await client.end();
  return { database: { superuserUrl: server.superuserUrl, ownerUrl, databaseUrl, template }, stop: server.stop };
}
