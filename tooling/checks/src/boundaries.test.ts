import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findBoundaryViolations } from "./boundaries.ts";
import { buildBoundaryRules } from "./boundary-rules.ts";
import { coreRoomLevels, packageRights } from "./boundary-table.ts";
import { repositoryRoot } from "./problem-report.ts";

const fixtures = join(import.meta.dirname, "../fixtures/boundaries");
const copies: string[] = [];

afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
});

/** Copies a fixture tree and links its packages as pnpm would, so that imports by name resolve as in the repository. */
function installFixture(name: string): string {
  const root = mkdtempSync(join(tmpdir(), "frontdesk-boundaries-"));
  copies.push(root);
  cpSync(join(fixtures, name), root, { recursive: true });
  mkdirSync(join(root, "node_modules/@frontdesk"), { recursive: true });
  for (const folder of readdirSync(join(root, "packages"))) {
    const manifest = join(root, "packages", folder, "package.json");
    const content = { name: `@frontdesk/${folder}`, type: "module", exports: { "./*": "./src/*.ts" } };
    if (!existsSync(manifest)) writeFileSync(manifest, JSON.stringify(content));
    symlinkSync(join(root, "packages", folder), join(root, "node_modules/@frontdesk", folder), "dir");
  }
  symlinkSync(join(import.meta.dirname, "../node_modules/yaml"), join(root, "node_modules/yaml"), "dir");
  return root;
}

function readExpectedViolations(name: string): string[] {
  const root = join(fixtures, name);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
  return files.flatMap((file) => {
    const rule = /^\/\/ violates (\S+)/.exec(readFileSync(join(root, file), "utf8"))?.[1];
    return rule ? [`${file}: ${rule}`] : [];
  });
}

describe("one bad import per rule", () => {
  it("finds each bad file by its own rule and nothing else", async () => {
    const { problems } = await findBoundaryViolations(installFixture("bad"));
    const found = problems.map(({ where, message }) => `${where.replace(/:\d+$/, "")}: ${message.split(":")[0]}`);
    expect(found.toSorted()).toEqual(readExpectedViolations("bad").toSorted());
  });

  it("finds them in packages that are not installed too, where imports stay unresolved", async () => {
    const { problems } = await findBoundaryViolations(join(fixtures, "bad"));
    const rows = problems.filter(({ message }) => message.includes("-imports-only-its-row: imports @frontdesk/"));
    expect(rows).toHaveLength(Object.keys(packageRights).length);
  });

  it("has a bad file for every rule, so that a rule that never fires is noticed", () => {
    const shown = new Set(readExpectedViolations("bad").map((line) => line.split(": ")[1]));
    const rules = [...buildBoundaryRules().map(({ name }) => name), "no-process-env", "no-fetch"];
    expect(rules.filter((name) => !shown.has(name ?? ""))).toEqual([]);
  });

  it("sees through links and package exports, also for types", async () => {
    const { problems } = await findBoundaryViolations(installFixture("bad"));
    const problem = problems.find(({ where }) => where === "packages/channels/src/imports-outside-its-row.ts");
    expect(problem?.message).toContain("imports packages/api/src/something.ts");
  });

  it("lets a tree pass that uses every right", async () => {
    const { problems, inspected } = await findBoundaryViolations(installFixture("good"));
    expect(problems).toEqual([]);
    expect(inspected).toBeGreaterThan(40);
  });
});

describe("the table and the tree", () => {
  it("names packages that exist", () => {
    const missing = Object.keys(packageRights).filter((folder) => !existsSync(join(repositoryRoot, folder)));
    expect(missing).toEqual([]);
  });

  it("grants no package a right to one that may import it in return", () => {
    for (const [folder, { mayImport }] of Object.entries(packageRights)) {
      for (const other of mayImport) expect(packageRights[other]?.mayImport ?? []).not.toContain(folder);
    }
  });

  it("keeps every room on one level", () => {
    const rooms = coreRoomLevels.flat();
    expect(new Set(rooms).size).toBe(rooms.length);
  });
});
