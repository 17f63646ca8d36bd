/** `npm test`: every check and every test in order, then one plain last line. Run by test.mjs, which brings Node and packages. */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isRunning } from "@frontdesk/db/scripts/process-table";
import { describeProblem, SetupProblem } from "@frontdesk/db/scripts/setup-problem";
import { readLogTail } from "./log-file.ts";
import { formatDuration } from "./progress.ts";
import { dataFolder } from "./repository.ts";
import { endRunningCommands } from "./run-command.ts";
import { formatTally, sumTallies, type Tally } from "./test-report.ts";
import type { TestStep } from "./test-step.ts";
import { testSteps } from "./test-steps.ts";

const folder = join(dataFolder, `test-${process.pid}`);
const FAILURE_LINES = 80;

function chooseSteps(args: readonly string[]): readonly TestStep[] {
  const at = args.findIndex((word) => word === "--only" || word.startsWith("--only="));
  if (at === -1) return testSteps;
  const wanted = (args[at]?.split("=")[1] ?? args[at + 1] ?? "").split(",").filter(Boolean);
  const names = testSteps.map(({ name }) => name);
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0 || wanted.length === 0) {
    throw new SetupProblem(
      `--only takes names of steps (${names.join(", ")})${unknown.length > 0 ? ` and not ${unknown.join(", ")}` : ""}.`,
    );
  }
  return testSteps.filter(({ name }) => wanted.includes(name));
}

/** Folders of runs that were killed. Those of a run that goes on beside us stay. */
function removeOldFolders(): void {
  for (const name of readdirSync(dataFolder)) {
    const pid = Number(/^test-(\d+)$/.exec(name)?.[1]);
    if (pid && !isRunning(pid)) rmSync(join(dataFolder, name), { recursive: true, force: true });
  }
}

async function runStep(step: TestStep, position: string): Promise<Tally> {
  const logFile = join(folder, "logs", `${step.name}.log`);
  const begin = performance.now();
  let tally: Tally;
  try {
    tally = await step.run({ folder, logFile });
  } catch (error) {
    console.log(describeProblem(error));
    tally = { passed: 0, failed: 1 };
  }
  const time = formatDuration(performance.now() - begin);
  const mark = tally.failed === 0 ? "✓" : "✗";
  console.log(`${mark} ${position} ${step.title}: ${formatTally(tally)} (${time})`);
  if (tally.failed > 0) console.log(`\n${readLogTail(logFile, FAILURE_LINES)}\n\nThe whole output is in ${logFile}.\n`);
  return tally;
}

async function runSteps(): Promise<boolean> {
  const steps = chooseSteps(process.argv.slice(2));
  mkdirSync(join(folder, "logs"), { recursive: true });
  removeOldFolders();
  const tallies: Tally[] = [];
  for (const [index, step] of steps.entries()) tallies.push(await runStep(step, `${index + 1}/${steps.length}`));
  const failed = steps.filter((_, index) => (tallies[index]?.failed ?? 0) > 0);
  if (failed.length === 0) rmSync(folder, { recursive: true, force: true });
  else console.log(`Failed: ${failed.map(({ name }) => name).join(", ")}`);
  console.log(formatTally(sumTallies(tallies)));
  return failed.length === 0;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"] as const) {
  process.once(signal, () => {
    endRunningCommands();
    process.exit(130);
  });
}
try {
  process.exit((await runSteps()) ? 0 : 1);
} catch (error) {
  console.error(describeProblem(error));
  process.exit(1);
}
