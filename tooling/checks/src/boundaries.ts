import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildBoundaryRules } from "./boundary-rules.ts";
import { findForbiddenContent } from "./forbidden-content.ts";
import { type CheckResult, type Problem, repositoryRoot, runAsProgram } from "./problem-report.ts";
import { allExtensions, cruise } from "./typescript-parser.ts";

function resolveOptionsIn(root: string) {
  return {
    exportsFields: ["exports"],
    conditionNames: ["import", "node", "default", "types"],
    extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    // The only path alias of the repository, as in apps/web/tsconfig.json.
    alias: { "~": join(root, "apps/web/src") },
  };
}

/**
 * Checks every import and the forbidden content of each package under `root` against the import table.
 *
 * Throws when dependency-cruiser cannot read TypeScript: it would otherwise skip every file and report success.
 */
export async function findBoundaryViolations(root: string): Promise<CheckResult> {
  const canReadTypeScript = [".ts", ".tsx"].every((wanted) =>
    allExtensions.some(({ extension, available }) => extension === wanted && available),
  );
  if (!canReadTypeScript) throw new Error("dependency-cruiser cannot read TypeScript, so no import was checked");

  const rules = buildBoundaryRules();
  const folders = ["packages", "apps", "tooling"].filter((folder) => existsSync(join(root, folder)));
  const { output } = await cruise(
    folders,
    {
      baseDir: root,
      ruleSet: { forbidden: rules },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: "node_modules" },
      exclude: { path: "(^|/)(\\.next|\\.turbo|coverage|test-results|playwright-report)/|^tooling/checks/fixtures/" },
    },
    resolveOptionsIn(root),
  );
  if (typeof output === "string") throw new Error("dependency-cruiser answered text instead of a result");

  const files = output.modules.map(({ source }) => source).filter((file) => !/(^|\/)node_modules\//.test(file));
  const reasons = new Map(rules.map(({ name, comment }) => [name, comment]));
  const violations: Problem[] = output.summary.violations.map(({ from, to, rule, cycle }) => ({
    where: from,
    message: `${rule.name}: imports ${cycle ? cycle.map(({ name }) => name).join(" → ") : to}. ${reasons.get(rule.name)}`,
  }));
  const ownFiles = files.filter((file) => existsSync(join(root, file)));
  return { problems: [...violations, ...findForbiddenContent(root, ownFiles)], inspected: ownFiles.length };
}

if (import.meta.main) await runAsProgram("boundaries", () => findBoundaryViolations(repositoryRoot));
