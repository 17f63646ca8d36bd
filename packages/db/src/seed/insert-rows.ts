import type pg from "pg";
import { type SeedRow, type SeedRows, type SeedTable, seedTables } from "./seed-rows.ts";

const rowsPerStatement = 2000;

/** Inserts rows table by table in the caller's transaction, a few thousand a statement. Columns that no row names keep their defaults. */
export async function insertRows(client: pg.ClientBase, rows: SeedRows): Promise<void> {
  for (const table of seedTables) {
    for (const [columns, group] of groupByColumns(rows[table])) {
      for (let start = 0; start < group.length; start += rowsPerStatement) {
        await insertGroup(client, table, columns, group.slice(start, start + rowsPerStatement));
      }
    }
  }
}

/** Rows with the same columns go together, so that a column left out of some rows keeps its default there. */
function groupByColumns(rows: SeedRow[]): Map<string, SeedRow[]> {
  const groups = new Map<string, SeedRow[]>();
  for (const row of rows) {
    const columns = Object.keys(row)
      .sort()
      .map((column) => `"${column}"`)
      .join(", ");
    const group = groups.get(columns);
    if (group) group.push(row);
    else groups.set(columns, [row]);
  }
  return groups;
}

async function insertGroup(client: pg.ClientBase, table: SeedTable, columns: string, rows: SeedRow[]): Promise<void> {
  // PostgreSQL itself turns JSON into the table's types: enums, uuids, arrays, timestamps.
  await client.query(
    `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}
