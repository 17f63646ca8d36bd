import { join } from "node:path";
import { runEndToEnd } from "./end-to-end.ts";
import { repositoryRoot } from "./repository.ts";
import { runCommand } from "./run-command.ts";
import { readVitestReport } from "./test-report.ts";
import type { TestStep } from "./test-step.ts";
import { withBuildLock } from "./turbo.ts";

function check(name: string, title: string, command: string, args: readonly string[]): TestStep {
  return {
    name,
    title,
    run: async ({ logFile }) => {
      const code = await runCommand({ command, args, logFile });
      return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
    },
  };
}

/** Turbo writes into the tree's build folders, so two runs in one folder take turns. */
function turboCheck(name: string, title: string, args: readonly string[]): TestStep {
  const step = check(name, title, "turbo", ["run", ...args, "--output-logs=errors-only"]);
  return { ...step, run: (context) => withBuildLock(() => step.run(context)) };
}

function treeCheck(name: string, title: string): TestStep {
  return check(name, title, "node", [`tooling/checks/src/${name}.ts`]);
}

const vitest: TestStep = {
  name: "unit",
  title: "unit, contract, service and API tests",
  run: async ({ folder, logFile }) => {
    const report = join(folder, "vitest.json");
    const program = join(repositoryRoot, "node_modules/vitest/vitest.mjs");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const code = await runCommand({ command: "node", args: [program, "run", ...reporters], logFile });
    return readVitestReport(report, code);
  },
};

/** Everything that `npm test` runs, in order. A new check is one entry here. */
export const testSteps: readonly TestStep[] = [
  check("format", "formatting", "biome", ["ci", "--linter-enabled=false", "--colors=off", "."]),
  check("lint", "lint", "biome", ["lint", "--error-on-warnings", "--colors=off", "."]),
  treeCheck("boundaries", "import boundaries"),
  treeCheck("names", "names of files and folders"),
  treeCheck("catalog", "shared versions"),
  treeCheck("version-floors", "versions without known holes"),
  treeCheck("no-skips", "no test is left out"),
  treeCheck("env-list", "settings against .env.example"),
  treeCheck("doc-paths", "paths that the documents name"),
  turboCheck("generate", "Prisma client", ["generate"]),
  turboCheck("typecheck", "types", ["typecheck"]),
  vitest,
  turboCheck("build", "build of the web app", ["build"]),
  { name: "e2e", title: "end-to-end tests in Chromium", run: runEndToEnd },
  check("knip", "dead code and dependencies", "knip", ["--no-progress"]),
  check("drift", "migrations against schema.prisma", "node", ["packages/db/scripts/migrations-command.ts", "drift"]),
];
