/** `node tooling/bootstrap/src/with-database.ts <program> …` runs a program with the addresses of the current database in its environment. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { describeProblem, SetupProblem } from "@frontdesk/db/scripts/setup-problem";
import { openCurrentDatabase } from "./current-database.ts";
import { readOrMakeSecrets } from "./local-secrets.ts";
import { dataFolder } from "./repository.ts";
import { SIGN_INS_FILE } from "./seed.ts";

const [program, ...args] = process.argv.slice(2);

try {
  if (!program) throw new SetupProblem("Name the program to run: with-database.ts psql");
  const database = await openCurrentDatabase(process.env);
  const isDemo = database.mode === "demo";
  const env = {
    ...(isDemo ? readOrMakeSecrets(join(dataFolder, "local-secrets.json")) : {}),
    ...(isDemo ? { DEMO_SIGN_INS_FILE: join(dataFolder, SIGN_INS_FILE) } : {}),
    ...process.env,
    FRONTDESK_MODE: database.mode,
    DATABASE_URL: database.databaseUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
  };
  // Ctrl-C is the program's affair; we end when it has.
  process.on("SIGINT", () => {});
  process.exitCode = await new Promise<number>((settle, fail) => {
    const child = spawn(program, args, { stdio: "inherit", env });
    child.once("error", fail);
    child.once("exit", (code) => settle(code ?? 1));
  });
  await database.close();
} catch (error) {
  console.error(describeProblem(error));
  process.exitCode = 1;
}
