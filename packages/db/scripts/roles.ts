import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { PRISMA_FOLDER } from "./migrations.ts";
import { SetupProblem } from "./setup-problem.ts";

/** The role of web and worker. */
export const APP_ROLE = "frontdesk_app";

const INSUFFICIENT_PRIVILEGE = "42501";
// Two databases of one server being prepared at once may touch the same role's row; the loser tries again.
const CONCURRENT_UPDATE = "XX000";
const LOST_RACES = 20;

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function readCode(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

async function runDespiteRaces(client: pg.Client, sql: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(sql);
      return;
    } catch (error) {
      if (readCode(error) !== CONCURRENT_UPDATE || attempt === LOST_RACES) throw error;
      await sleep(10 * attempt);
    }
  }
}

async function canSignIn(url: string): Promise<boolean> {
  try {
    await withClient(url, (client) => client.query("SELECT 1"));
    return true;
  } catch {
    return false;
  }
}

/** The URL of the application's role on the owner's database. */
export function makeAppUrl(ownerUrl: string, appPassword: string): string {
  const url = new URL(ownerUrl);
  url.username = APP_ROLE;
  url.password = encodeURIComponent(appPassword);
  return url.href;
}

async function areRolesReady(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query(`
    SELECT FROM pg_auth_members m
    JOIN pg_roles app ON app.oid = m.member AND app.rolname = 'frontdesk_app'
    JOIN pg_roles operator ON operator.oid = m.roleid AND operator.rolname = 'frontdesk_operator'
    WHERE m.set_option AND NOT m.inherit_option
      AND app.rolcanlogin AND NOT app.rolsuper AND NOT app.rolbypassrls
      AND NOT operator.rolsuper AND NOT operator.rolbypassrls`);
  return rowCount !== null && rowCount > 0;
}

/**
 * Makes sure that the application's roles exist and that frontdesk_app signs in with this password. Does nothing where
 * they are ready, so the owner needs the right to create roles only once; safe to run for several databases at once.
 * @throws SetupProblem with the SQL to run where the owner may not create or change roles.
 */
export async function ensureRoles(ownerUrl: string, { appPassword }: { appPassword: string }): Promise<void> {
  const rolesSql = readFileSync(join(PRISMA_FOLDER, "roles.sql"), "utf8");
  const passwordSql = `ALTER ROLE ${APP_ROLE} PASSWORD ${pg.escapeLiteral(appPassword)}`;
  await withClient(ownerUrl, async (client) => {
    try {
      if (!(await areRolesReady(client))) await runDespiteRaces(client, rolesSql);
      if (!(await canSignIn(makeAppUrl(ownerUrl, appPassword)))) await runDespiteRaces(client, passwordSql);
    } catch (cause) {
      if (readCode(cause) !== INSUFFICIENT_PRIVILEGE) throw cause;
      throw new SetupProblem(
        `The role of DATABASE_OWNER_URL may not create or change roles: run the following as a role that may, then start again.\n\n${rolesSql}\nALTER ROLE ${APP_ROLE} PASSWORD '<the password in DATABASE_URL>';\n`,
        { cause },
      );
    }
  });
}

/** Gives the application's role its rights on the job queue's schema (prisma/grants.sql), in one transaction. */
export async function grantJobRights(ownerUrl: string): Promise<void> {
  const sql = readFileSync(join(PRISMA_FOLDER, "grants.sql"), "utf8");
  await withClient(ownerUrl, (client) => runDespiteRaces(client, `BEGIN; ${sql}\nCOMMIT;`));
}
