import type { TestDatabase } from "./test-database.ts";

type RowSet = { table: string; belongs: string };

/** What belongs to a business: its rows in every table with a businessId, itself, its people's sign-ins and its jobs. */
async function rowSetsOf(database: TestDatabase): Promise<RowSet[]> {
  const tables = await database.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'businessId' ORDER BY 1",
  );
  return [
    ...tables.map(({ name }) => ({ table: `public."${name}"`, belongs: `r."businessId" = $1::uuid` })),
    { table: 'public."Business"', belongs: "r.id = $1::uuid" },
    {
      table: 'public."UserSession"',
      belongs: `r."userId" IN (SELECT id FROM public."User" WHERE "businessId" = $1::uuid)`,
    },
    { table: "pgboss.job", belongs: "r.data->>'businessId' = $1::text" },
  ];
}

/** A checksum of everything that belongs to a business, by table: equal before and after means byte-identical rows. */
export async function checksumBusiness(database: TestDatabase, businessId: string): Promise<Record<string, string>> {
  const sums = (await rowSetsOf(database)).map(
    ({ table, belongs }) =>
      `SELECT '${table}' AS "table", md5(coalesce(string_agg(r::text, E'\\n' ORDER BY r::text), '')) AS sum FROM ${table} r WHERE ${belongs}`,
  );
  const rows = await database.query<{ table: string; sum: string }>(sums.join(" UNION ALL "), [businessId]);
  return Object.fromEntries(rows.map(({ table, sum }) => [table, sum]));
}

/** Every id that names something of a business, in any table: none of them may be seen by another business. */
export async function idsOfBusiness(database: TestDatabase, businessId: string): Promise<string[]> {
  const tables = await database.query<{ name: string }>(
    `SELECT c.table_name AS name FROM information_schema.columns c
     JOIN information_schema.columns i ON i.table_schema = c.table_schema AND i.table_name = c.table_name AND i.column_name = 'id'
     WHERE c.table_schema = 'public' AND c.column_name = 'businessId'`,
  );
  const ids = await database.query<{ id: string }>(
    tables.map(({ name }) => `SELECT id::text FROM "${name}" WHERE "businessId" = $1::uuid`).join(" UNION "),
    [businessId],
  );
  return [businessId, ...ids.map(({ id }) => id)];
}
