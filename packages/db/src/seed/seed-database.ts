import { createDataKey, wrapDataKey } from "@frontdesk/encryption/data-key";
import type { KeyRing } from "@frontdesk/encryption/key-ring";
import { sealToken } from "@frontdesk/encryption/token-envelope";
import type pg from "pg";
import { buildDemoRows } from "./build-demo-rows.ts";
import { demoPassword } from "./demo-businesses.ts";
import { insertRows } from "./insert-rows.ts";
import { createSeedIds } from "./seed-ids.ts";
import type { SeedRows } from "./seed-rows.ts";

export type SignIn = { label: string; email: string; password: string };

export type SeedOptions = {
  seed: string;
  now: Date;
  keyRing: KeyRing;
  superAdminEmail: string;
  hashPassword(password: string): Promise<string>;
  /** Empties the database of businesses and users first. */
  reset: boolean;
};

/** Any number that nothing else locks by: one seed runs at a time. */
const seedLock = 5_130_118;

/**
 * Fills a database with the demo in one transaction, as its owner. Returns the sign-ins that work then, or null where a
 * business existed already and nothing was changed.
 */
export async function seedDemo(client: pg.ClientBase, options: SeedOptions): Promise<SignIn[] | null> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock($1)", [seedLock]);
    if (options.reset) await client.query('TRUNCATE "Business", "User", "WebhookLog", "AuditLog" CASCADE');
    if (((await client.query('SELECT FROM "Business" LIMIT 1')).rowCount ?? 0) > 0) {
      await client.query("ROLLBACK");
      return null;
    }
    const rows = buildDemoRows(options);
    await addSecrets(rows, options);
    await insertRows(client, rows);
    await addSuperAdmin(client, { ...options, password: demoPassword });
    await client.query("COMMIT");
    return listSignIns(rows, options.superAdminEmail);
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

/**
 * Adds the first super admin where nobody has that address and there is no other super admin. Returns whether one was
 * added; an existing account is never changed.
 */
export async function addSuperAdmin(
  client: pg.ClientBase,
  options: Pick<SeedOptions, "seed" | "now" | "superAdminEmail" | "hashPassword"> & { password: string },
): Promise<boolean> {
  const email = options.superAdminEmail.trim().toLowerCase();
  const id = createSeedIds(options.seed)(`user:${email}`, options.now);
  const passwordHash = await options.hashPassword(options.password);
  const { rowCount } = await client.query(
    `INSERT INTO "User" (id, email, name, "passwordHash", role, "createdAt", "updatedAt")
     SELECT $1, $2, 'Super admin', $3, 'SUPER_ADMIN', $4, $4
     WHERE NOT EXISTS (SELECT FROM "User" WHERE role = 'SUPER_ADMIN')
     ON CONFLICT (email) DO NOTHING`,
    [id, email, passwordHash, options.now],
  );
  return (rowCount ?? 0) > 0;
}

async function addSecrets(rows: SeedRows, options: SeedOptions): Promise<void> {
  for (const business of rows.Business) {
    const businessId = String(business.id);
    const dataKey = createDataKey();
    business.dataKey = wrapDataKey(options.keyRing, dataKey, businessId);
    for (const integration of rows.Integration.filter((row) => row.businessId === businessId)) {
      // The simulated platform knows exactly these tokens.
      const token = `EAAsim-${business.slug}-${integration.platformId}`;
      const place = { businessId, table: "Integration", column: "accessToken", rowId: String(integration.id) };
      integration.accessToken = sealToken(dataKey, token, place);
    }
  }
  for (const user of rows.User) user.passwordHash = await options.hashPassword(demoPassword);
}

function listSignIns(rows: SeedRows, superAdminEmail: string): SignIn[] {
  const names = new Map(rows.Business.map((business) => [business.id, business.name]));
  const members = rows.User.map((user) => ({
    label: `${names.get(user.businessId)}: ${user.name}${user.role === "BUSINESS_OWNER" ? " (owner)" : ""}`,
    email: String(user.email),
    password: demoPassword,
  }));
  return [...members, { label: "Super admin", email: superAdminEmail.trim().toLowerCase(), password: demoPassword }];
}
