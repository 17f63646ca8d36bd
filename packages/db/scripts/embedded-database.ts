import pg from "pg";
import type { EmbeddedPostgres } from "./embedded-postgres.ts";

const OWNER_ROLE = "frontdesk_owner";

async function runUnlessDone(client: pg.Client, sql: string, doneCodes: string[]): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && doneCodes.includes(error.code ?? ""))) throw error;
  }
}

/**
 * Makes the owner role and a database of an embedded server, where they are missing. The owner is no superuser: it may
 * create roles and databases (the drift check needs one) and owns what it makes, as on a hosted server.
 * @returns the owner's URL on that database.
 */
export async function ensureEmbeddedDatabase(server: EmbeddedPostgres, database: string): Promise<string> {
  const client = new pg.Client({ connectionString: server.superuserUrl });
  await client.connect();
  try {
    const password = pg.escapeLiteral(server.passwords.owner);
    // 42710 duplicate_object, 23505 unique_violation: made by another process at the same moment; 42P04: the database is there.
    await runUnlessDone(client, `CREATE ROLE ${OWNER_ROLE} LOGIN CREATEROLE CREATEDB PASSWORD ${password}`, [
      "42710",
      "23505",
    ]);
    await runUnlessDone(client, `CREATE DATABASE ${pg.escapeIdentifier(database)} OWNER ${OWNER_ROLE}`, [
      "42P04",
      "23505",
    ]);
  } finally {
    await client.end();
  }
  return `postgresql://${OWNER_ROLE}:${server.passwords.owner}@127.0.0.1:${server.port}/${database}`;
}
