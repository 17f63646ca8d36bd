import type { TestDatabase } from "./test-database.ts";

/** A checksum of every table's rows by table name: equal before and after means that nothing was changed. */
export async function checksumTables(
  database: TestDatabase,
  except: readonly string[] = [],
): Promise<Record<string, string>> {
  const tables = await database.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1",
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables) {
    if (except.includes(name)) continue;
    const [row] = await database.query<{ sum: string }>(
      `SELECT coalesce(md5(string_agg(r::text, E'\\n' ORDER BY r::text)), '') AS sum FROM "${name}" r`,
    );
    sums[name] = row?.sum ?? "";
  }
  return sums;
}
