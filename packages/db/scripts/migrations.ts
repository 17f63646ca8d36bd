import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DiffTarget, MigrationList, SchemaFilter } from "@prisma/schema-engine-wasm/schema_engine_bg";
import { withSchemaEngine } from "./schema-engine.ts";
import { SetupProblem } from "./setup-problem.ts";

const EVERYTHING: SchemaFilter = { externalTables: [], externalEnums: [] };
const LOCK_FILE = { name: "migration_lock.toml", content: 'provider = "postgresql"\n' };

/** Prisma's folder of this package: schema.prisma and migrations/. */
export const PRISMA_FOLDER = join(import.meta.dirname, "../prisma");

export interface MigrationStatus {
  /** In the folder and not in the database. */
  pending: string[];
  /** Begun and failed; the next migration is refused until a person has resolved it. */
  failed: string[];
  /** Applied, and changed in the folder afterwards. */
  edited: string[];
  /** In the database and not in the folder: the database is ahead of this version of the code. */
  unknown: string[];
}

function listMigrations(prismaFolder: string): MigrationList {
  const folder = join(prismaFolder, "migrations");
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];
  return {
    baseDir: folder,
    lockfile: { path: LOCK_FILE.name, content: LOCK_FILE.content },
    shadowDbInitScript: "",
    migrationDirectories: names.map((path) => {
      const value = readFileSync(join(folder, path, "migration.sql"), "utf8");
      return { path, migrationFile: { path: "migration.sql", content: { tag: "ok", value } } };
    }),
  };
}

function readSchema(prismaFolder: string): DiffTarget {
  const path = join(prismaFolder, "schema.prisma");
  return { tag: "schemaDatamodel", files: [{ path, content: readFileSync(path, "utf8") }] };
}

function shorten(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).split("\n");
  // The engine appends its own call stack, numbered from 0.
  const stack = lines.findIndex((line) => /^\s+0: /.test(line));
  return (stack === -1 ? lines : lines.slice(0, stack)).join(" ").replace("external connector error ", "").trim();
}

/**
 * Applies what the database does not have yet, each migration in one transaction, and records it in `_prisma_migrations`
 * exactly as `prisma migrate deploy` would. Safe to run from several processes: the engine holds an advisory lock.
 * @returns the names of the migrations that were applied now; empty when there was nothing to do.
 * @throws SetupProblem with PostgreSQL's own words where a migration fails; the failure is recorded as Prisma does.
 */
export async function applyMigrations(ownerUrl: string, prismaFolder = PRISMA_FOLDER): Promise<string[]> {
  const migrationsList = listMigrations(prismaFolder);
  let reason: string | undefined;
  try {
    return await withSchemaEngine(ownerUrl, async (engine, lastDatabaseError) => {
      try {
        return (await engine.applyMigrations({ migrationsList, filters: EVERYTHING })).appliedMigrationNames;
      } catch (error) {
        reason = lastDatabaseError() ?? shorten(error);
        throw error;
      }
    });
  } catch (cause) {
    if (!reason) throw cause;
    const name = (await diagnose(ownerUrl, migrationsList)).failed.at(-1);
    throw new SetupProblem(name ? `The migration ${name} failed: ${reason}` : `Migrating failed: ${reason}`, { cause });
  }
}

async function diagnose(url: string, migrationsList: MigrationList): Promise<MigrationStatus> {
  const input = { migrationsList, optInToShadowDatabase: false, filters: EVERYTHING };
  const found = await withSchemaEngine(url, (engine) => engine.diagnoseMigrationHistory(input));
  const history = found.history;
  return {
    pending: history && "unappliedMigrationNames" in history ? history.unappliedMigrationNames : [],
    failed: found.failedMigrationNames,
    edited: found.editedMigrationNames,
    unknown: history && "unpersistedMigrationNames" in history ? history.unpersistedMigrationNames : [],
  };
}

/** Compares the migrations folder with what the database has recorded, without changing anything. */
export function readMigrationStatus(url: string, prismaFolder = PRISMA_FOLDER): Promise<MigrationStatus> {
  return diagnose(url, listMigrations(prismaFolder));
}

/**
 * The drift check: applies all migrations to an empty database beside the given one and compares the result with
 * schema.prisma. Prisma sees tables, columns, enums, plain indexes, keys and foreign keys; it does not see policies, grants, functions,
 * triggers, check constraints, indexes on expressions and partial indexes, so those can't drift here.
 * @returns the SQL that the migrations lack; "" when they and the schema agree.
 */
export async function findDrift(ownerUrl: string, prismaFolder = PRISMA_FOLDER): Promise<string> {
  const from: DiffTarget = { tag: "migrations", ...listMigrations(prismaFolder) };
  const to = readSchema(prismaFolder);
  const found = await withSchemaEngine(ownerUrl, (engine) =>
    engine.diff({ from, to, script: true, exitCode: true, filters: EVERYTHING }),
  );
  return found.exitCode === 0 ? "" : (found.stdout ?? "").trim();
}

/**
 * Writes the migration that brings the migrations folder up to schema.prisma, for a person to read and complete (policies
 * and grants of new tables) before it is applied.
 * @returns the path of the new migration.sql, or undefined when there was nothing to write and `allowEmpty` is not set.
 */
export async function createMigration(
  ownerUrl: string,
  name: string,
  { prismaFolder = PRISMA_FOLDER, allowEmpty = false, now = new Date() } = {},
): Promise<string | undefined> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new SetupProblem(
      `A migration's name is made of small letters, digits and _: ${JSON.stringify(name)} is not.`,
    );
  }
  const sql = await findDrift(ownerUrl, prismaFolder);
  if (!sql && !allowEmpty) return undefined;
  const stamp = now.toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(prismaFolder, "migrations", `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  const lockFile = join(prismaFolder, "migrations", LOCK_FILE.name);
  if (!existsSync(lockFile)) writeFileSync(lockFile, LOCK_FILE.content);
  const file = join(folder, "migration.sql");
  writeFileSync(file, `${sql || "-- Written by hand: schema.prisma did not change."}\n`);
  return file;
}
