import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureEmbeddedDatabase } from "./embedded-database.ts";
import type { EmbeddedPostgres } from "./embedded-postgres.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { ensureRoles, makeAppUrl } from "./roles.ts";
import { startTemporaryPostgres } from "./temporary-postgres.ts";

let server: EmbeddedPostgres;

beforeAll(async () => {
  server = await startTemporaryPostgres();
});

afterAll(() => server.stop());

async function run(url: string, ...statements: string[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: unknown[] = [];
    for (const statement of statements) rows = (await client.query(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

// Stands for packages/jobs, which this package may not import: a schema with a table, made by the owner.
async function installQueue(ownerUrl: string): Promise<void> {
  await run(
    ownerUrl,
    "CREATE SCHEMA IF NOT EXISTS pgboss",
    "CREATE TABLE IF NOT EXISTS pgboss.job (id int)",
    "CREATE SEQUENCE IF NOT EXISTS pgboss.ids",
  );
}

async function prepare(name: string): Promise<{ ownerUrl: string; databaseUrl: string; applied: string[] }> {
  const ownerUrl = await ensureEmbeddedDatabase(server, name);
  const options = { ownerUrl, appPassword: server.passwords.app, installJobs: installQueue };
  return { ownerUrl, ...(await prepareDatabase(options)) };
}

describe("prepareDatabase", () => {
  it("prepares several databases of one server at once, and a second time changes nothing", async () => {
    const first = await Promise.all(["one", "two", "one"].map(prepare));
    for (const name of ["one", "two"]) {
      const applied = first.filter(({ ownerUrl }) => ownerUrl.endsWith(`/${name}`)).map((result) => result.applied);
      expect(applied.filter((migrations) => migrations.length > 0)).toHaveLength(1);
    }
    expect((await prepare("one")).applied).toEqual([]);
  });

  it("lets the application work with rows and jobs and change nothing else", async () => {
    const { databaseUrl, ownerUrl } = await prepare("rights");
    expect(await run(databaseUrl, "SELECT current_user")).toEqual([{ current_user: "frontdesk_app" }]);
    expect(await run(databaseUrl, 'SELECT count(*) FROM "Business"')).toEqual([{ count: "0" }]);
    await run(databaseUrl, "INSERT INTO pgboss.job VALUES (nextval('pgboss.ids'))", "DELETE FROM pgboss.job");
    await run(ownerUrl, "CREATE TABLE pgboss.partition (id int)");
    await run(databaseUrl, "INSERT INTO pgboss.partition VALUES (1)");
    for (const forbidden of [
      "CREATE TABLE public.mine (id int)",
      "CREATE TABLE pgboss.mine (id int)",
      'DROP TABLE "Business"',
      'ALTER TABLE "Business" DISABLE ROW LEVEL SECURITY',
      'DELETE FROM "_prisma_migrations"',
      "CREATE ROLE another",
    ]) {
      await expect(run(databaseUrl, forbidden), forbidden).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it("lets a transaction become the operator, which the application is not by itself", async () => {
    const { databaseUrl } = await prepare("operator");
    const become = ["BEGIN", "SET LOCAL ROLE frontdesk_operator", "SELECT current_user"];
    expect(await run(databaseUrl, ...become)).toEqual([{ current_user: "frontdesk_operator" }]);
    const usage = "SELECT pg_has_role('frontdesk_app', 'frontdesk_operator', 'USAGE') AS inherited";
    expect(await run(databaseUrl, usage)).toEqual([{ inherited: false }]);
    const roles = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'frontdesk%' AND (rolsuper OR rolbypassrls)";
    expect(await run(databaseUrl, roles)).toEqual([]);
  });
});

describe("ensureRoles", () => {
  it("changes the password when another one is wanted", async () => {
    const { ownerUrl } = await prepare("password");
    await ensureRoles(ownerUrl, { appPassword: "it's another" });
    expect(await run(makeAppUrl(ownerUrl, "it's another"), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await ensureRoles(ownerUrl, { appPassword: server.passwords.app });
  });

  it("prints the SQL to run where the owner may not change roles, and needs no such right once they are ready", async () => {
    await run(server.superuserUrl, "CREATE ROLE weak LOGIN PASSWORD 'weak'", "CREATE DATABASE weak OWNER weak");
    const weakUrl = `postgresql://weak:weak@127.0.0.1:${server.port}/weak`;
    await expect(ensureRoles(weakUrl, { appPassword: "unknown" })).rejects.toThrow(
      /may not create or change roles: run the following[\s\S]*CREATE ROLE frontdesk_app LOGIN/,
    );
    await ensureRoles(weakUrl, { appPassword: server.passwords.app });
  });
});
