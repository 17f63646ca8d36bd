import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openTestDatabase, type TestDatabase } from "@frontdesk/testing/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";

/** Tables that hold no tenant's rows, or rows of several: a short list, so that a new one is a decision. */
const GLOBAL = [
  "AssetRoute",
  "AuditLog",
  "Business",
  "RateLimit",
  "User",
  "UserSession",
  "WebhookEvent",
  "WebhookLog",
  "WebhookRefusal",
];
/** Prisma's own record of migrations. */
const NOT_OURS = ["_prisma_migrations"];
/** Global tables under row-level security all the same, because some or all of their rows belong to a business. */
const GUARDED_GLOBAL = ["AuditLog", "Business", "User", "WebhookEvent"];
/** Primary keys of tenant tables other than (businessId, id): one row a business, and time buckets. */
const OTHER_KEYS: Record<string, string[]> = { AgentSettings: ["businessId"], UsagePeriod: ["businessId", "period"] };
const APPEND_ONLY = ["AuditLog", "UsageEntry"];
const ROLES = ["frontdesk_app", "frontdesk_operator"];

let database: TestDatabase;
let tables: string[];
let tenantTables: string[];
beforeAll(async () => {
  database = await openTestDatabase();
  const rows = await database.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1",
  );
  tables = rows.map((row) => row.name).filter((name) => !NOT_OURS.includes(name));
  tenantTables = tables.filter((name) => !GLOBAL.includes(name));
});
afterAll(() => database.close());

type Key = { table: string; name: string; columns: string[]; target: string | null; onDelete: string };

/** Keys of the tables: p primary, u unique (constraints and plain unique indexes), f foreign. */
async function readKeys(kind: "p" | "u" | "f"): Promise<Key[]> {
  if (kind === "f")
    return database.query<Key>(`
      SELECT t.relname AS table, c.conname AS name, r.relname AS target, c.confdeltype::text AS "onDelete",
             (SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY k(num, n) JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num) AS columns
      FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
      WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace`);
  return database.query<Key>(
    `SELECT t.relname AS table, i.relname AS name, NULL AS target, '' AS "onDelete",
            (SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(x.indkey::int[]) WITH ORDINALITY k(num, n) JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.num) AS columns
     FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
     WHERE t.relnamespace = 'public'::regnamespace AND x.indisunique AND x.indisprimary = $1`,
    [kind === "p"],
  );
}

it("has exactly the global tables that are allowed", () => {
  expect(tables.filter((name) => GLOBAL.includes(name))).toEqual(GLOBAL);
  expect(tenantTables.length).toBeGreaterThan(10);
});

it("gives every tenant table a businessId of type uuid that is never null", async () => {
  const columns = await database.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'businessId' AND data_type = 'uuid' AND is_nullable = 'NO'",
  );
  const having = columns.map((row) => row.name);
  expect(tenantTables.filter((name) => !having.includes(name))).toEqual([]);
});

it("gives every tenant table the primary key (businessId, id), or the one that is named here", async () => {
  const keys = (await readKeys("p")).filter((key) => tenantTables.includes(key.table));
  expect(keys).toHaveLength(tenantTables.length);
  expect(Object.fromEntries(keys.map((key) => [key.table, key.columns]))).toEqual(
    Object.fromEntries(tenantTables.map((name) => [name, OTHER_KEYS[name] ?? ["businessId", "id"]])),
  );
});

it("has businessId in every unique index and foreign key of a tenant table", async () => {
  const keys = [...(await readKeys("u")), ...(await readKeys("f"))].filter((key) => tenantTables.includes(key.table));
  expect(keys.length).toBeGreaterThan(20);
  expect(keys.filter((key) => !key.columns.includes("businessId")).map((key) => `${key.table}: ${key.name}`)).toEqual(
    [],
  );
});

it("never sets a reference to null, and refers from tenant tables only within the business or to it", async () => {
  const keys = await readKeys("f");
  expect(keys.filter((key) => key.onDelete === "n" || key.onDelete === "d").map((key) => key.name)).toEqual([]);
  const fromTenants = keys.filter((key) => tenantTables.includes(key.table));
  expect(
    fromTenants
      .filter((key) => ![...tenantTables, "Business", "User"].includes(key.target ?? ""))
      .map((key) => key.name),
  ).toEqual([]);
});

it("lets every index of a tenant table begin with businessId, but for those of the sweep", async () => {
  const indexes = await database.query<{ name: string; column: string }>(
    `
    SELECT i.relname AS name, (SELECT attname FROM pg_attribute WHERE attrelid = x.indrelid AND attnum = x.indkey[0]) AS column
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
    WHERE t.relnamespace = 'public'::regnamespace AND t.relname = ANY($1)`,
    [tenantTables],
  );
  expect(
    indexes
      .filter((index) => index.column !== "businessId")
      .map((index) => index.name)
      .sort(),
  ).toEqual(["Conversation_answerAt", "Message_unsettled"]);
});

it("has row-level security on every table with a business's rows, with a policy for each role", async () => {
  const guarded = [...tenantTables, ...GUARDED_GLOBAL].sort();
  const rows = await database.query<{ name: string; roles: string[] }>(`
    SELECT c.relname AS name, array_agg(DISTINCT r::regrole::text ORDER BY r::regrole::text) AS roles
    FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid, unnest(p.polroles) r
    WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity GROUP BY 1 ORDER BY 1`);
  expect(rows.map((row) => row.name).sort()).toEqual(guarded);
  expect(rows.filter((row) => row.roles.join() !== ROLES.join())).toEqual([]);
});

it("uses no sequences: ids are made in the application", async () => {
  expect(
    await database.query("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'"),
  ).toEqual([]);
});

it("gives the roles of the application rows and nothing else, and append-only tables neither change nor deletion", async () => {
  const rights = await database.query<{ name: string; role: string; rights: string[] }>(
    `
    SELECT c.relname AS name, r.role, ARRAY(SELECT p FROM unnest(ARRAY['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER']) p
           WHERE has_table_privilege(r.role, c.oid, p)) AS rights
    FROM pg_class c, unnest($1::text[]) AS r(role) WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY($2)`,
    [ROLES, tables],
  );
  expect(rights).toHaveLength(tables.length * ROLES.length);
  for (const row of rights) {
    const expected = APPEND_ONLY.includes(row.name) ? ["SELECT", "INSERT"] : ["SELECT", "INSERT", "UPDATE", "DELETE"];
    expect({ ...row }).toEqual({ ...row, rights: expected });
  }
  const more = await database.query<{
    role: string;
    schema: boolean;
    database: boolean;
    owns: number;
    super: boolean;
    bypass: boolean;
    creates: boolean;
  }>(
    `
    SELECT rolname AS role, has_schema_privilege(rolname, 'public', 'CREATE') OR has_schema_privilege(rolname, 'pgboss', 'CREATE') AS schema,
           has_database_privilege(rolname, current_database(), 'CREATE') AS database, rolsuper AS super, rolbypassrls AS bypass, rolcreaterole OR rolcreatedb AS creates,
           (SELECT count(*)::int FROM pg_class WHERE relowner = pg_roles.oid) AS owns
    FROM pg_roles WHERE rolname = ANY($1)`,
    [ROLES],
  );
  expect(more).toHaveLength(2);
  for (const { role, ...rest } of more)
    expect({ role, ...rest }).toEqual({
      role,
      schema: false,
      database: false,
      super: false,
      bypass: false,
      creates: false,
      owns: 0,
    });
});

it("says of every model of the schema what it is for", () => {
  const lines = readFileSync(join(import.meta.dirname, "../prisma/schema.prisma"), "utf8").split("\n");
  const models = lines.flatMap((line, index) =>
    /^model \w+ \{/.test(line) ? [{ name: line.split(" ")[1], comment: lines[index - 1] ?? "" }] : [],
  );
  expect(models.map((model) => model.name).sort()).toEqual([...tables].sort());
  expect(models.filter((model) => !/^\/\/\/ \S/.test(model.comment)).map((model) => model.name)).toEqual([]);
});
