import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { repositoryRoot } from "./problem-report.ts";

const root = mkdtempSync(join(tmpdir(), "frontdesk-lint-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
for (const file of ["biome.json", ".gitignore", "tooling/checks/lint"]) {
  cpSync(join(repositoryRoot, file), join(root, file), { recursive: true });
}

type Report = { diagnostics: { category: string; location: { path: string } }[] };

/** Lints code with the repository's configuration, as if it stood in that file of the repository; answers the rules. */
function lint(file: string, code: string): string[] {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), code);
  const biome = join(repositoryRoot, "node_modules/.bin/biome");
  const { stdout, stderr } = spawnSync(biome, ["lint", "--reporter=json", file], { cwd: root, encoding: "utf8" });
  if (!stdout.startsWith("{")) throw new Error(`biome did not run: ${stderr}`);
  return (JSON.parse(stdout) as Report).diagnostics.map(({ category }) => category.replace(/^lint\/\w+\//, ""));
}

const core = "packages/core/src/outbound/send-reply.ts";

describe("secrets are not compared with ===", () => {
  it.each([
    "expected === signature",
    "request.signature !== expected",
    "input.accessToken == expected",
    "env.META_APP_SECRET === expected",
    'headers["verify-token"] === expected',
    "session?.token === expected",
    'createHmac("sha256", key).update(body).digest("hex") === expected',
  ])("refuses %s", (comparison) => {
    expect(lint(core, `export const isEqual = ${comparison};\n`)).toContain("plugin");
  });

  it.each([
    "token === undefined",
    "input.signature !== null",
    'accessToken === ""',
    "signature.length === expected.length",
    'typeof token === "string"',
    'token.kind === "access.token"',
    "tokenExpiry === expected",
    "tokens.length !== secrets.length",
  ])("accepts %s", (comparison) => {
    expect(lint(core, `export const isEqual = ${comparison};\n`)).toEqual([]);
  });
});

describe("process.env", () => {
  const code = "export const port = process.env.PORT;\n";

  it.each([core, "apps/web/src/server/deps.ts", "packages/db/src/client.ts"])("is refused in %s", (file) => {
    expect(lint(file, code)).toEqual(["noProcessEnv"]);
  });

  it.each([
    "apps/web/src/env.ts",
    "packages/db/scripts/migrate.ts",
    "tooling/bootstrap/src/start.ts",
    "apps/web/next.config.ts",
  ])("is accepted in %s", (file) => {
    expect(lint(file, code)).toEqual([]);
  });
});

describe("the rules that the project relies on", () => {
  it.each([
    ["noExplicitAny", core, "export const kept: any = 1;\n"],
    ["useImportType", core, 'import { Scope } from "../scope.ts";\nexport type Kept = Scope;\n'],
    ["noUnusedVariables", core, "const kept = 1;\n"],
    ["noUnusedImports", core, 'import { kept } from "./kept.ts";\n'],
    ["noFloatingPromises", core, "async function send(): Promise<void> {}\nexport function go() {\n  send();\n}\n"],
    ["useFilenamingConvention", "packages/core/src/outbound/sendReply.ts", "export const kept = 1;\n"],
    ["noDefaultExport", core, "export default 1;\n"],
    ["noEnum", core, "export enum Kept {\n  A = 1,\n}\n"],
    ["noBarrelFile", core, 'export { kept } from "./kept.ts";\n'],
    ["noFocusedTests", "packages/core/src/a.test.ts", "it.only('a', () => {});\n"],
    [
      "noDangerouslySetInnerHtml",
      "apps/web/src/a.tsx",
      "export const A = () => <p dangerouslySetInnerHTML={{ __html: '' }} />;\n",
    ],
    ["useAltText", "apps/web/src/a.tsx", 'export const A = () => <img src="/a.png" />;\n'],
    [
      "useHookAtTopLevel",
      "apps/web/src/a.tsx",
      'import { useState } from "react";\nexport function A(props: { isOn: boolean }) {\n  if (props.isOn) useState(1);\n  return null;\n}\n',
    ],
  ])("%s fires", (rule, file, code) => {
    expect(lint(file, code)).toContain(rule);
  });

  it("refuses the 301st line, but not in components that shadcn wrote", () => {
    const lines = (count: number) =>
      Array.from({ length: count }, (_, index) => `export const a${index} = 1;\n`).join("");
    expect(lint(core, lines(301))).toEqual(["noExcessiveLinesPerFile"]);
    expect(lint(core, lines(300))).toEqual([]);
    expect(lint("packages/ui/src/sidebar.tsx", lines(301))).toEqual([]);
  });

  it("lets Next's special files export a default and carry a parameter in their folder", () => {
    const file = "apps/web/src/app/(dashboard)/inbox/[conversationId]/page.tsx";
    expect(lint(file, "export default function Page() {\n  return <p>Inbox</p>;\n}\n")).toEqual([]);
  });
});
