import { openTestDatabase, superuserUrlOf, type TestDatabase } from "@frontdesk/testing/test-database";
import type pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkApplicationRole } from "./check-application-role.ts";
import { createDb } from "./client.ts";
import { createSafePool } from "./safe-pool.ts";

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await openTestDatabase();
  pool = createSafePool({ connectionString: database.databaseUrl, max: 1 });
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

const pidOf = async (client: pg.Pool | pg.PoolClient) =>
  (await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows[0]?.pid;

it("hands a clean connection out again", async () => {
  const client = await pool.connect();
  const pid = await pidOf(client);
  await client.query("BEGIN");
  await client.query("COMMIT");
  client.release();
  expect(await pidOf(pool)).toBe(pid);
});

it.each([
  [
    "inside a transaction",
    ["BEGIN", "SELECT set_config('app.business_ids', '{01a20a0f-e818-7377-8d21-008bb478b28f}', true)"],
  ],
  ["inside a failed transaction", ["BEGIN", "SELECT 1/0"]],
])("destroys a connection that was released %s", async (_, statements) => {
  const client = await pool.connect();
  const pid = await pidOf(client);
  for (const statement of statements) await client.query(statement).catch(() => {});
  client.release();
  const next = await pool.query<{ pid: number; ids: string | null }>(
    "SELECT pg_backend_pid() AS pid, nullif(current_setting('app.business_ids', true), '') AS ids",
  );
  expect(next.rows[0]?.pid).not.toBe(pid);
  expect(next.rows[0]?.ids).toBeNull();
});

it("destroys a connection that was released with a query under way", async () => {
  const client = await pool.connect();
  const pid = await pidOf(client);
  const left = client.query("SELECT pg_sleep(0.2)").catch(() => {});
  client.release();
  expect(await pidOf(pool)).not.toBe(pid);
  await left;
});

it("starts with the application's role only, and says why in words", async () => {
  const check = async (url: string) => {
    const db = createDb({ url });
    try {
      await checkApplicationRole(db);
    } finally {
      await db.close();
    }
  };
  await expect(check(database.databaseUrl)).resolves.toBeUndefined();
  await expect(check(database.ownerUrl)).rejects.toThrow(/"frontdesk_owner", which owns the tables.*frontdesk_app/);
  await expect(check(superuserUrlOf(database))).rejects.toThrow(/"postgres", which is a superuser/);
});
