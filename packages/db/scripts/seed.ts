/**
 * Fills a database. Run: pnpm --filter @frontdesk/db seed [--reset] [--size N] [--seed text] [--sign-ins file]
 *
 * Environment: DATABASE_OWNER_URL, ENCRYPTION_KEY, SUPER_ADMIN_EMAIL, FRONTDESK_MODE (demo or live; live when unset) and
 * DEMO_SIGN_INS_FILE, which means the same as --sign-ins. In live mode only the first super admin is added, with a random
 * password that is shown once.
 */
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { createKeyRing } from "@frontdesk/encryption/key-ring";
import { type Algorithm, hash } from "@node-rs/argon2";
import pg from "pg";
import { addSuperAdmin, type SeedOptions, type SignIn, seedDemo } from "../src/seed/seed-database.ts";
import { seedLoad } from "../src/seed/seed-load.ts";

/** The product's parameters: argon2id (2) with OWASP's minimum, m = 19,456 KiB, t = 2, p = 1. */
const hashing = { algorithm: 2 as Algorithm, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const { values: flags } = parseArgs({
  options: {
    reset: { type: "boolean", default: false },
    size: { type: "string" },
    seed: { type: "string", default: "frontdesk" },
    "sign-ins": { type: "string" },
  },
});
const isDemo = process.env.FRONTDESK_MODE === "demo";
const signInsFile = flags["sign-ins"] ?? process.env.DEMO_SIGN_INS_FILE;

try {
  const client = new pg.Client({
    connectionString: requireSetting("DATABASE_OWNER_URL", process.env.DATABASE_OWNER_URL),
  });
  await client.connect();
  try {
    await (isDemo ? fillDemo(client) : addFirstAdmin(client));
  } finally {
    await client.end();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function fillDemo(client: pg.Client): Promise<void> {
  const size = flags.size === undefined ? 0 : Number(flags.size);
  if (!Number.isSafeInteger(size) || size < 0) throw new Error("--size must be a number of conversations");
  const options: SeedOptions = {
    seed: flags.seed,
    now: new Date(),
    keyRing: createKeyRing({ current: requireSetting("ENCRYPTION_KEY", process.env.ENCRYPTION_KEY), old: [] }),
    superAdminEmail: process.env.SUPER_ADMIN_EMAIL || "admin@frontdesk.example",
    hashPassword: (password) => hash(password, hashing),
    reset: flags.reset,
  };
  const signIns = await seedDemo(client, options);
  if (signIns) writeSignIns(signIns);
  console.log(
    signIns ? "The demo's businesses are in the database." : "There are businesses already; the demo was left out.",
  );
  if (size === 0) return;
  const started = performance.now();
  const { conversations } = await seedLoad(client, { ...options, size });
  console.log(
    `${conversations} conversations for load were added in ${Math.round((performance.now() - started) / 1000)} s.`,
  );
}

async function addFirstAdmin(client: pg.Client): Promise<void> {
  if (flags.reset || flags.size !== undefined) throw new Error("--reset and --size are for FRONTDESK_MODE=demo only");
  const superAdminEmail = process.env.SUPER_ADMIN_EMAIL;
  if (!superAdminEmail) {
    console.log("SUPER_ADMIN_EMAIL is not set; no super admin was added.");
    return;
  }
  const password = randomBytes(15).toString("base64url");
  const hashPassword = (plain: string) => hash(plain, hashing);
  const isAdded = await addSuperAdmin(client, {
    seed: flags.seed,
    now: new Date(),
    superAdminEmail,
    hashPassword,
    password,
  });
  if (!isAdded) return;
  if (signInsFile) writeSignIns([{ label: "Super admin", email: superAdminEmail, password }]);
  else console.log(`Super admin ${superAdminEmail}, password ${password} (shown only now; change it after signing in)`);
}

function writeSignIns(signIns: SignIn[]): void {
  if (signInsFile) writeFileSync(signInsFile, `${JSON.stringify(signIns, null, 2)}\n`, { mode: 0o600 });
}

function requireSetting(name: string, value: string | undefined): string {
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
