/**
 * `new <name> [--empty]` writes the migration that schema.prisma needs, `drift` checks that the migrations and schema.prisma agree.
 * Both work on an empty database of a temporary server, so they need no running one and touch none.
 */
import { relative } from "node:path";
import { createMigration, findDrift } from "./migrations.ts";
import { describeProblem, SetupProblem } from "./setup-problem.ts";
import { withTemporaryDatabase } from "./temporary-postgres.ts";

const [command, ...rest] = process.argv.slice(2);

async function writeMigration(): Promise<void> {
  const name = rest.find((word) => !word.startsWith("--"));
  if (!name) throw new SetupProblem("Give the migration a name: pnpm db:migration:new add_customer_notes");
  const allowEmpty = rest.includes("--empty");
  const file = await withTemporaryDatabase((ownerUrl) => createMigration(ownerUrl, name, { allowEmpty }));
  if (!file) {
    console.log("The migrations say what schema.prisma says already; --empty writes one for SQL of your own.");
    return;
  }
  console.log(`Wrote ${relative(process.cwd(), file)}: read it, and add policies and rights for new tables.`);
}

async function checkDrift(): Promise<void> {
  const drift = await withTemporaryDatabase((ownerUrl) => findDrift(ownerUrl));
  if (drift)
    throw new SetupProblem(`The migrations lack what schema.prisma says (pnpm db:migration:new <name>):\n\n${drift}`);
  console.log("The migrations and schema.prisma agree.");
}

try {
  if (command === "new") await writeMigration();
  else if (command === "drift") await checkDrift();
  else throw new SetupProblem("Usage: migrations-command.ts new <name> [--empty] | drift");
} catch (error) {
  console.error(describeProblem(error));
  process.exitCode = 1;
}
