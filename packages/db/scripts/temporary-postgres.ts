import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureEmbeddedDatabase } from "./embedded-database.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";

/** Starts a PostgreSQL that is fast, forgets everything and removes its folder when it stops, also when we were killed. */
export function startTemporaryPostgres(): Promise<EmbeddedPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-postgres-"));
  return startEmbeddedPostgres({ folder, isDurable: false, isTemporary: true });
}

/** Runs work against an empty database of a temporary server, as its owner. */
export async function withTemporaryDatabase<T>(work: (ownerUrl: string) => Promise<T>): Promise<T> {
  const server = await startTemporaryPostgres();
  try {
    return await work(await ensureEmbeddedDatabase(server, "frontdesk"));
  } finally {
    await server.stop();
  }
}
