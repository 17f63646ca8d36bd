import { describe, expect, it } from "vitest";
import { findEnvProblems } from "./env-list.ts";
import { listDocumentedVariables, listReadVariables, listSchemaVariables } from "./env-names.ts";

describe("listSchemaVariables", () => {
  it.each([
    ["z.object", "export const env = z.object({ DATABASE_URL: z.url(), META_APP_ID: id.optional() });"],
    ["z.strictObject", 'z.strictObject({ "DATABASE_URL": z.url(), META_APP_ID });'],
    ["extend", "base.extend({ DATABASE_URL: z.url() }).safeExtend({ META_APP_ID: z.string() });"],
    ["a shape", "export const databaseEnv = { DATABASE_URL: url, META_APP_ID: z.string() } satisfies z.ZodRawShape;"],
  ])("reads %s", (_, code) => {
    expect(listSchemaVariables("env.ts", code)).toEqual(["DATABASE_URL", "META_APP_ID"]);
  });

  it("ignores what is no schema", () => {
    const code =
      'const labels = { DEMO: "demo" }; send({ LIVE: z.string() }); const envDefaults = { APP_URL: "http://a" };';
    expect(listSchemaVariables("env.ts", code)).toEqual([]);
  });
});

describe("listReadVariables", () => {
  it("reads dots and brackets", () => {
    const code = 'const { env } = process; env.WEB_PORT; process.env["APP_URL"]; process.env.CI; table.NAME;';
    expect(listReadVariables("start.mjs", code)).toEqual(["WEB_PORT", "APP_URL", "CI"]);
  });
});

describe("listDocumentedVariables", () => {
  it("counts defaults that are commented out, not sentences", () => {
    expect(listDocumentedVariables("# The port.\n# WEB_PORT=3000\nAPP_URL=\n# see APP_URL=1\n")).toEqual([
      "WEB_PORT",
      "APP_URL",
    ]);
  });
});

describe("findEnvProblems", () => {
  const schemas = { "packages/core/src/env.ts": "export const coreEnv = z.object({ APP_URL: z.url() });" };
  const scripts = { "tooling/bootstrap/start.mjs": "const port = process.env.WEB_PORT;" };

  it("accepts equal lists", () => {
    expect(findEnvProblems({ schemas, scripts, example: "APP_URL=\n# WEB_PORT=3000\n" }).problems).toEqual([]);
  });

  it("finds what is not documented", () => {
    const { problems } = findEnvProblems({ schemas, scripts, example: "" });
    expect(problems).toEqual([{ where: "packages/core/src/env.ts", message: "APP_URL has no line in .env.example" }]);
  });

  it("finds what is documented but read by nobody, and what is documented twice", () => {
    const { problems } = findEnvProblems({ schemas, scripts, example: "APP_URL=\nAPP_URL=\nOLD_NAME=\n" });
    expect(problems.map(({ message }) => message)).toEqual([
      "OLD_NAME is in no schema and read by no script",
      "APP_URL is documented twice",
    ]);
  });
});
