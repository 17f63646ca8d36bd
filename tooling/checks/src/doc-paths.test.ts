import { describe, expect, it } from "vitest";
import { findMissingPaths } from "./doc-paths.ts";

const files = [
  "README.md",
  "biome.json",
  "docs/adr/0001-jobs.md",
  "packages/core/src/deps.ts",
  "packages/channels/src/whatsapp/send-message.ts",
  "apps/web/src/app/api/health/live/route.ts",
];

function missingIn(content: string, document = "README.md"): string[] {
  const { problems } = findMissingPaths({ [document]: content }, files, (path) => path.startsWith(".data"));
  return problems.map(({ message }) => message.replace(" does not exist", ""));
}

describe("findMissingPaths", () => {
  it.each([
    ["a file", "see `packages/core/src/gone.ts`", "packages/core/src/gone.ts"],
    ["a folder", "see `packages/gone/`", "packages/gone"],
    ["a bare file name", "see `gone.json`", "gone.json"],
    ["a link", "see [the decision](docs/adr/0002-gone.md#why)", "docs/adr/0002-gone.md"],
    ["a pattern", "see `packages/*/src/gone.ts`", "packages/*/src/gone.ts"],
    ["one of several", "see `packages/core/src/{deps,gone}.ts`", "packages/core/src/gone.ts"],
    ["a line of a file", "see `packages/core/src/gone.ts:12`", "packages/core/src/gone.ts"],
  ])("finds %s that does not exist", (_, text, path) => expect(missingIn(text)).toEqual([path]));

  it.each([
    ["files and folders", "`packages/core/src/deps.ts`, `packages/core/`, `docs/adr`, `biome.json`, `deps.ts`"],
    [
      "patterns",
      "`packages/*/src/deps.ts`, `packages/**/send-message.ts`, `packages/channels/src/<channel>/send-message.ts`",
    ],
    ["lines", "`packages/core/src/deps.ts:3` and `packages/core/src/deps.ts#L3-L9`"],
    ["links", "[decision](docs/adr/0001-jobs.md), [site](https://example.com/a.md), [below](#below)"],
    ["what is made at run time", "`.data/postgres.json`"],
    [
      "routes, packages, commands, code",
      "`/api/webhooks/meta`, `@frontdesk/db/client.ts`, `npm start`, `and/or`, `a.b()`",
    ],
    ["blocks of code", "```\npackages/gone.ts `gone.ts`\n```"],
  ])("accepts %s", (_, text) => expect(missingIn(text)).toEqual([]));

  it("follows a relative link from the document's folder", () => {
    expect(missingIn("[core](../../packages/core/src/deps.ts)", "docs/adr/0001-jobs.md")).toEqual([]);
    expect(missingIn("[core](../packages/core/src/deps.ts)", "docs/adr/0001-jobs.md")).toHaveLength(1);
  });

  it("says where", () => {
    const { problems } = findMissingPaths({ "README.md": "\n\n`gone.ts`" }, files, () => false);
    expect(problems[0]?.where).toBe("README.md:3");
  });
});
