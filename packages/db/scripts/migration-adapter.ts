import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import pg from "pg";

function toDriverError(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  return new DriverAdapterError({
    kind: "postgres",
    code: error.code ?? "XX000",
    severity: error.severity ?? "ERROR",
    message: error.message,
    detail: error.detail,
    column: error.column,
    hint: error.hint,
  });
}

async function runOnce(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** PostgreSQL's one-byte type "char", used by its catalog only, and the text type, by their numbers in pg_type. */
const CATALOG_CHAR = 18;
const TEXT = 25;

/**
 * Prisma's adapter knows no scalar "char" and refuses a result that has one; the engine reads the catalog, which is full
 * of them. So they pass the adapter as text and are named characters in what the engine gets.
 */
class CatalogPool extends pg.Pool {
  readonly characterColumns = new WeakMap<unknown[], Set<number>>();

  override query = (async (query: pg.QueryArrayConfig | string) => {
    const result: pg.QueryArrayResult = await super.query(query as pg.QueryArrayConfig);
    const columns = new Set<number>();
    for (const [index, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== CATALOG_CHAR) continue;
      field.dataTypeID = TEXT;
      columns.add(index);
    }
    if (columns.size > 0) this.characterColumns.set(result.rows, columns);
    return result;
  }) as unknown as pg.Pool["query"];
}

export interface MigrationAdapter extends SqlMigrationAwareDriverAdapterFactory {
  /** PostgreSQL's own words for the last script that failed; the engine's are vaguer. */
  lastDatabaseError(): string | undefined;
}

type Connecting = { url: string; onError(error: unknown): void; afterwards?(): Promise<void> };

async function connectTo({ url, onError, afterwards }: Connecting): Promise<SqlDriverAdapter> {
  // One connection, so that the engine's advisory lock and what it guards are the same session.
  const pool = new CatalogPool({ connectionString: url, max: 1 });
  const adapter = await new PrismaPg(pool).connect();
  // Prisma's own adapter splits a script at every semicolon, which breaks function bodies and string literals. Sent whole,
  // PostgreSQL parses it, and a migration is one implicit transaction as with Prisma's native engine.
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      onError(error);
      throw toDriverError(error);
    }
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const column of pool.characterColumns.get(result.rows) ?? []) {
      result.columnTypes[column] = ColumnTypeEnum.Character;
    }
    return result;
  };
  let isDisposed = false;
  adapter.dispose = async () => {
    if (isDisposed) return;
    isDisposed = true;
    await pool.end();
    await afterwards?.();
  };
  return adapter;
}

/**
 * Connects Prisma's migration engine to one database. Its shadow database is a new one with a random name beside it, made
 * and dropped by the same role (which needs CREATEDB): Prisma's own adapter would keep using the database that the URL
 * names, because a connection string wins over the name given beside it.
 */
export function createMigrationAdapter(url: string): MigrationAdapter {
  let lastError: string | undefined;
  const onError = (error: unknown) => {
    lastError = error instanceof Error ? error.message : String(error);
  };
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    lastDatabaseError: () => lastError,
    connect: () => connectTo({ url, onError }),
    connectToShadowDb: async () => {
      const name = `prisma_migrate_shadow_db_${randomUUID()}`;
      await runOnce(url, `CREATE DATABASE "${name}" TEMPLATE template0`);
      const shadow = new URL(url);
      shadow.pathname = `/${name}`;
      const afterwards = () => runOnce(url, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      return connectTo({ url: shadow.href, onError, afterwards });
    },
  };
}
