import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type CheckResult, repositoryRoot, runAsProgram } from "./problem-report.ts";
import { listProjectFiles } from "./project-files.ts";

type Manifest = Partial<Record<"dependencies" | "devDependencies" | "optionalDependencies", Record<string, string>>>;

type Use = { file: string; name: string; version: string };

function listUses(file: string, manifest: Manifest): Use[] {
  const all = { ...manifest.optionalDependencies, ...manifest.devDependencies, ...manifest.dependencies };
  return Object.entries(all).map(([name, version]) => ({ file, name, version }));
}

/**
 * Finds dependencies that two or more packages use without writing "catalog:", so that one of them could drift, and
 * dependencies of ours that are not "workspace:*". `manifests` are package.json contents by path.
 */
export function findCatalogProblems(
  manifests: Readonly<Record<string, Manifest>>,
  catalog: readonly string[],
): CheckResult {
  const uses = Object.entries(manifests).flatMap(([file, manifest]) => listUses(file, manifest));
  const filesByName = Map.groupBy(uses, ({ name }) => name);
  const problems = uses.flatMap(({ file, name, version }) => {
    const where = `${file}: ${name}`;
    if (name.startsWith("@frontdesk/")) {
      return version === "workspace:*" ? [] : [{ where, message: 'is ours: write "workspace:*"' }];
    }
    if (version === "catalog:") return [];
    const users = filesByName.get(name)?.length ?? 0;
    if (catalog.includes(name))
      return [{ where, message: `is in the catalog: write "catalog:" instead of "${version}"` }];
    return users > 1
      ? [{ where, message: `is used by ${users} packages: put it in the catalog of pnpm-workspace.yaml` }]
      : [];
  });
  return { problems, inspected: uses.length };
}

function checkRepository(root: string): CheckResult {
  const files = listProjectFiles(root).filter((file) => /^([^/]+\/[^/]+\/)?package\.json$/.test(file));
  const manifests = files.map((file) => [file, JSON.parse(readFileSync(join(root, file), "utf8")) as Manifest]);
  const workspace = parse(readFileSync(join(root, "pnpm-workspace.yaml"), "utf8")) as {
    catalog?: Record<string, string>;
  };
  return findCatalogProblems(Object.fromEntries(manifests), Object.keys(workspace.catalog ?? {}));
}

if (import.meta.main) await runAsProgram("catalog", () => checkRepository(repositoryRoot));
