import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createDb, type Db } from "@frontdesk/db/client";
import pg from "pg";

/** Written by the run's global setup: one PostgreSQL server with a migrated template that nobody may connect to. */
const SERVER_VARIABLE = "FRONTDESK_TEST_DATABASE";
/** Pools close their connections a moment after they were told to. */
const CLOSING_MS = 3_000;

type TestServer = { superuserUrl: string; ownerUrl: string; databaseUrl: string; template: string };

export type TestDatabase = {
  /** Of the application's role, under row-level security. */
  readonly databaseUrl: string;
  readonly ownerUrl: string;
  /** Every row of every business, as the owner: for arranging and for judging, never for the code under test. */
  readonly rows: Db["prisma"];
  /** Runs SQL as the owner. */
  query<R extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<R[]>;
  /** Drops the database. @throws Error if somebody is still connected to it: a leak of the code under test. */
  close(): Promise<void>;
};

/** Makes a database for one test file: a copy of the migrated template, a fraction of a second old, nobody else's. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = readServer();
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asSuperuser(server, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${pg.escapeIdentifier(server.template)} OWNER frontdesk_owner`),
  );
  const ownerUrl = withDatabase(server.ownerUrl, name);
  const owner = createDb({ url: ownerUrl, poolSize: 4, applicationName: "test-owner" });
  return {
    databaseUrl: withDatabase(server.databaseUrl, name),
    ownerUrl,
    rows: owner.prisma,
    async query<R extends pg.QueryResultRow>(sql: string, values: unknown[] = []) {
      return (await owner.pool.query<R>(sql, values)).rows;
    },
    async close() {
      await owner.close();
      const left = await waitForNobody(server, name);
      await asSuperuser(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
      if (left.length > 0) throw new Error(`Connections were left open: ${left.join(", ")}`);
    },
  };
}

/** The superuser's URL on a test database: for faults that only a server's operator can cause. */
export function superuserUrlOf(database: TestDatabase): string {
  return withDatabase(readServer().superuserUrl, new URL(database.ownerUrl).pathname.slice(1));
}

function readServer(): TestServer {
  const written = process.env[SERVER_VARIABLE];
  if (!written) throw new Error("No test server is running: run the tests with the root's vitest.config.ts");
  return JSON.parse(written) as TestServer;
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function asSuperuser<T>(server: TestServer, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server.superuserUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function waitForNobody(server: TestServer, name: string): Promise<string[]> {
  return asSuperuser(server, async (client) => {
    const until = Date.now() + CLOSING_MS;
    for (;;) {
      const { rows } = await client.query<{ who: string }>(
        "SELECT application_name || ' (' || state || ': ' || left(query, 60) || ')' AS who FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'",
        [name],
      );
      if (rows.length === 0 || Date.now() > until) return rows.map((row) => row.who);
      await sleep(25);
    }
  });
}
