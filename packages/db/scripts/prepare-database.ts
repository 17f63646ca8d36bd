import pg from "pg";
import { applyMigrations, PRISMA_FOLDER } from "./migrations.ts";
import { ensureRoles, grantJobRights, makeAppUrl } from "./roles.ts";

/** Any number that nothing else takes a lock by: one database is prepared by one process at a time. */
const PREPARING = 5_130_117;

export interface PrepareOptions {
  /** The role that owns the database, on that database. */
  ownerUrl: string;
  /** The password that frontdesk_app shall sign in with. */
  appPassword: string;
  /** Installs the job queue's schema and queues as the owner: `installJobs` of packages/jobs. This package may not import it. */
  installJobs(ownerUrl: string): Promise<void>;
  prismaFolder?: string;
}

export interface PreparedDatabase {
  /** URL of the application's role. */
  databaseUrl: string;
  /** Names of the migrations that were applied now. */
  applied: string[];
}

/**
 * Makes a database ready for the application: roles, migrations, the job queue, grants. Run as often as you like, also
 * from several processes at once; where everything is in place it changes nothing.
 * @throws SetupProblem where a right is missing or a migration fails.
 */
export async function prepareDatabase(options: PrepareOptions): Promise<PreparedDatabase> {
  const { ownerUrl, appPassword } = options;
  const guard = new pg.Client({ connectionString: ownerUrl });
  await guard.connect();
  try {
    await guard.query("SELECT pg_advisory_lock($1)", [PREPARING]);
    await ensureRoles(ownerUrl, { appPassword });
    const applied = await applyMigrations(ownerUrl, options.prismaFolder ?? PRISMA_FOLDER);
    await options.installJobs(ownerUrl);
    await grantJobRights(ownerUrl);
    return { databaseUrl: makeAppUrl(ownerUrl, appPassword), applied };
  } finally {
    await guard.end();
  }
}
