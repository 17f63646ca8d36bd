import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ensureEmbeddedDatabase } from "./embedded-database.ts";
import type { EmbeddedPostgres } from "./embedded-postgres.ts";
import { applyMigrations, createMigration, findDrift, readMigrationStatus } from "./migrations.ts";
import { startTemporaryPostgres } from "./temporary-postgres.ts";

const SCHEMA = `
datasource db {
  provider = "postgresql"
}
model Note {
  id   String @id @db.Uuid
  text String
}
`;

const INIT = `
CREATE TABLE "Note" ("id" UUID NOT NULL, "text" TEXT NOT NULL, CONSTRAINT "Note_pkey" PRIMARY KEY ("id"));
CREATE INDEX "Note_lower" ON "Note" (lower("text")) WHERE "text" <> ';';
CREATE FUNCTION count_notes() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1;
  RETURN (SELECT count(*) FROM "Note");
END;
$$;
ALTER TABLE "Note" ENABLE ROW LEVEL SECURITY;
CREATE POLICY everyone ON "Note" USING (true);
`;

let server: EmbeddedPostgres;
let ownerUrl: string;
let prismaFolder: string;
let databases = 0;

function addMigration(name: string, sql: string): void {
  const folder = join(prismaFolder, "migrations", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "migration.sql"), sql);
}

async function query<T>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  server = await startTemporaryPostgres();
});

afterAll(() => server.stop());

beforeEach(async () => {
  databases += 1;
  ownerUrl = await ensureEmbeddedDatabase(server, `migrations_${databases}`);
  prismaFolder = mkdtempSync(join(tmpdir(), "frontdesk-prisma-"));
  writeFileSync(join(prismaFolder, "schema.prisma"), SCHEMA);
  addMigration("20260101000000_init", INIT);
});

afterEach(() => rmSync(prismaFolder, { recursive: true, force: true }));

describe("applyMigrations", () => {
  it("applies each migration once and records it as Prisma does", async () => {
    expect(await applyMigrations(ownerUrl, prismaFolder)).toEqual(["20260101000000_init"]);
    expect(await applyMigrations(ownerUrl, prismaFolder)).toEqual([]);
    expect(await query("SELECT count_notes()")).toEqual([{ count_notes: "0" }]);
    const recorded = await query<{ checksum: string; finished_at: Date }>(
      'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations"',
    );
    expect(recorded).toHaveLength(1);
    expect(recorded[0]).toMatchObject({ migration_name: "20260101000000_init", finished_at: expect.any(Date) });
    expect(recorded[0]?.checksum).toMatch(/^[0-9a-f]{64}$/);
  });

  it("applies them once also when several processes start at the same moment", async () => {
    const applied = await Promise.all([1, 2, 3].map(() => applyMigrations(ownerUrl, prismaFolder)));
    expect(applied.flat()).toEqual(["20260101000000_init"]);
  });

  it("says which migration failed in PostgreSQL's words, keeps nothing of it and refuses to go on", async () => {
    await applyMigrations(ownerUrl, prismaFolder);
    addMigration("20260102000000_broken", 'CREATE TABLE "Half" (id int); SELECT nonsense;');
    await expect(applyMigrations(ownerUrl, prismaFolder)).rejects.toThrow(
      'The migration 20260102000000_broken failed: column "nonsense" does not exist',
    );
    expect(await query(`SELECT to_regclass('"Half"') AS found`)).toEqual([{ found: null }]);
    expect((await readMigrationStatus(ownerUrl, prismaFolder)).failed).toEqual(["20260102000000_broken"]);
    await expect(applyMigrations(ownerUrl, prismaFolder)).rejects.toThrow(/20260102000000_broken/);
  });
});

describe("readMigrationStatus", () => {
  it("tells what is pending, edited and unknown", async () => {
    expect(await readMigrationStatus(ownerUrl, prismaFolder)).toEqual({
      pending: ["20260101000000_init"],
      failed: [],
      edited: [],
      unknown: [],
    });
    await applyMigrations(ownerUrl, prismaFolder);
    addMigration("20260101000000_init", `${INIT}-- changed`);
    expect(await readMigrationStatus(ownerUrl, prismaFolder)).toMatchObject({
      pending: [],
      edited: ["20260101000000_init"],
    });
    rmSync(join(prismaFolder, "migrations/20260101000000_init"), { recursive: true });
    addMigration("20260103000000_other", "SELECT 1;");
    expect(await readMigrationStatus(ownerUrl, prismaFolder)).toMatchObject({
      pending: ["20260103000000_other"],
      unknown: ["20260101000000_init"],
    });
  });
});

describe("findDrift and createMigration", () => {
  it("finds nothing where the schema and the migrations agree, whatever else the SQL holds", async () => {
    expect(await findDrift(ownerUrl, prismaFolder)).toBe("");
    expect(await createMigration(ownerUrl, "nothing", { prismaFolder })).toBeUndefined();
    const left = await query("SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow%'");
    expect(left).toEqual([]);
    // It looked at a database of its own: ours is still empty.
    expect(await query(`SELECT to_regclass('"Note"') AS found`)).toEqual([{ found: null }]);
  });

  it("writes what the migrations lack, and then they agree", async () => {
    writeFileSync(join(prismaFolder, "schema.prisma"), SCHEMA.replace("text String", "text String\n  author String?"));
    expect(await findDrift(ownerUrl, prismaFolder)).toContain('ADD COLUMN     "author" TEXT');
    const now = new Date("2026-02-03T04:05:06Z");
    const file = await createMigration(ownerUrl, "add_author", { prismaFolder, now });
    expect(file).toBe(join(prismaFolder, "migrations/20260203040506_add_author/migration.sql"));
    expect(readFileSync(file ?? "", "utf8")).toContain("author");
    expect(await findDrift(ownerUrl, prismaFolder)).toBe("");
  });

  it("refuses a name that can't be a folder everywhere", async () => {
    await expect(createMigration(ownerUrl, "Add Author", { prismaFolder })).rejects.toThrow(/small letters/);
  });
});
