/** `pnpm db:migrate`: roles, migrations, job queue and rights of the current database, as `npm start` does them. */
import { readMigrationStatus } from "@frontdesk/db/scripts/migrations";
import { describeProblem } from "@frontdesk/db/scripts/setup-problem";
import { openCurrentDatabase } from "./current-database.ts";

try {
  const database = await openCurrentDatabase(process.env);
  try {
    for (const name of database.applied) console.log(`applied ${name}`);
    const { edited, unknown } = await readMigrationStatus(database.ownerUrl ?? database.databaseUrl);
    for (const name of edited) console.log(`edited after it was applied: ${name}`);
    for (const name of unknown) console.log(`in the database and not in this version: ${name}`);
    console.log("The database is up to date.");
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(describeProblem(error));
  process.exitCode = 1;
}
