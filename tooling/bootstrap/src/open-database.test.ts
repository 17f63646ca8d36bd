import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureEmbeddedDatabase } from "@frontdesk/db/scripts/embedded-database";
import { findFreePort } from "@frontdesk/db/scripts/embedded-postgres";
import { startTemporaryPostgres } from "@frontdesk/db/scripts/temporary-postgres";
import { expect, it } from "vitest";
import { openDatabase } from "./open-database.ts";

it("makes the embedded database ready, and finds it ready the second time", async () => {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-open-"));
  const nothing = { databaseUrl: undefined, ownerUrl: undefined };
  const first = await openDatabase(nothing, folder);
  expect(first.applied.length).toBeGreaterThan(0);
  expect(new URL(first.databaseUrl).username).toBe("frontdesk_app");
  await first.server?.stop();
  const second = await openDatabase(nothing, folder);
  expect(second.applied).toEqual([]);
  await second.server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it("uses a server of your own: migrates with the owner's address, and needs it only while something is pending", async () => {
  const server = await startTemporaryPostgres();
  const ownerUrl = await ensureEmbeddedDatabase(server, "own");
  const databaseUrl = `postgresql://frontdesk_app:chosen@127.0.0.1:${server.port}/own`;
  const migrated = await openDatabase({ databaseUrl, ownerUrl }, "/nowhere");
  expect(migrated.applied.length).toBeGreaterThan(0);
  expect((await openDatabase({ databaseUrl, ownerUrl: undefined }, "/nowhere")).applied).toEqual([]);

  await ensureEmbeddedDatabase(server, "fresh");
  const fresh = databaseUrl.replace(/own$/, "fresh");
  await expect(openDatabase({ databaseUrl: fresh, ownerUrl: undefined }, "/nowhere")).rejects.toThrow(
    /The database lacks the migration \d{14}_\w+.*: set DATABASE_OWNER_URL/,
  );
  const missing = databaseUrl.replace(/own$/, "missing");
  await expect(openDatabase({ databaseUrl: missing, ownerUrl: undefined }, "/nowhere")).rejects.toThrow(
    /There is no database missing/,
  );
  const refused = databaseUrl.replace("chosen", "wrong");
  await expect(openDatabase({ databaseUrl: refused, ownerUrl: undefined }, "/nowhere")).rejects.toThrow(
    /refuses the role frontdesk_app or its password/,
  );
  await server.stop();
});

it("says that nothing answers, and refuses to run as another role", async () => {
  const port = await findFreePort();
  const away = { databaseUrl: `postgresql://frontdesk_app:secret@127.0.0.1:${port}/frontdesk`, ownerUrl: undefined };
  await expect(openDatabase(away, "/nowhere")).rejects.toThrow(
    `No PostgreSQL answers at 127.0.0.1:${port} (connect ECONNREFUSED`,
  );
  const asOwner = { databaseUrl: `postgresql://postgres:secret@127.0.0.1:${port}/frontdesk`, ownerUrl: undefined };
  await expect(openDatabase(asOwner, "/nowhere")).rejects.toThrow(/must sign in as frontdesk_app/);
});
