import { join } from "node:path";

/** One thing that is wrong: where it is and what to do about it. */
export type Problem = { where: string; message: string };

/** What a check found, and how much it looked at: a check that looked at nothing has not passed. */
export type CheckResult = { problems: Problem[]; inspected: number };

/** Root of the repository, from the place of this file. */
export const repositoryRoot = join(import.meta.dirname, "../../..");

/** Prints a check's result for people and answers whether it passed. A check that inspected nothing fails. */
function reportCheck(name: string, { problems, inspected }: CheckResult): boolean {
  for (const { where, message } of problems) console.error(`${name}: ${where}: ${message}`);
  if (inspected === 0) console.error(`${name}: found nothing to look at`);
  const hasPassed = problems.length === 0 && inspected > 0;
  const verdict = hasPassed ? "ok" : "failed";
  console.log(`${name}: ${verdict} (${inspected} inspected, ${problems.length} problems)`);
  return hasPassed;
}

/** Runs a check as a program: prints its result and sets the exit code, 1 when it failed. */
export async function runAsProgram(name: string, check: () => CheckResult | Promise<CheckResult>): Promise<void> {
  if (!reportCheck(name, await check())) process.exitCode = 1;
}
