import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { repositoryRoot } from "./repository.ts";

let clone: string;

/** A clone with nothing installed, and an `npx` that does as the script says. */
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), "frontdesk-clone-"));
  mkdirSync(join(clone, "tooling/bootstrap"), { recursive: true });
  for (const file of [
    "package.json",
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "tooling/bootstrap/install.mjs",
    "tooling/bootstrap/start.mjs",
  ]) {
    writeFileSync(join(clone, file), readFileSync(join(repositoryRoot, file)));
  }
  mkdirSync(join(clone, "bin"));
});

afterEach(() => rmSync(clone, { recursive: true, force: true }));

function startWith(npx: string | undefined) {
  if (npx) writeFileSync(join(clone, "bin/npx"), `#!/bin/sh\n${npx}\n`, { mode: 0o755 });
  const env = { PATH: npx ? `${join(clone, "bin")}:/usr/bin:/bin` : join(clone, "bin") };
  const ran = spawnSync(process.execPath, [join(clone, "tooling/bootstrap/start.mjs")], { encoding: "utf8", env });
  return { code: ran.status, lastLine: ran.stderr.trim().split("\n").at(-1) };
}

describe("the first start of a clone", () => {
  it.each([
    [
      "the network is away",
      'echo "ERR_PNPM_META_FETCH_FAIL request failed, reason: getaddrinfo ENOTFOUND"; exit 1',
      /^Downloading the packages failed: check the network/,
    ],
    ["the disk is full", 'echo "ENOSPC: no space left on device"; exit 1', /^The disk is full/],
    ["the lockfile is old", 'echo "ERR_PNPM_OUTDATED_LOCKFILE"; exit 1', /^pnpm-lock.yaml does not fit/],
    ["pnpm fails otherwise", 'echo "something else"; exit 1', /^Installing the packages failed/],
    ["nothing came for this machine", "exit 0", /^There is no pinned Node for/],
  ])("says in one sentence that %s", (_, npx, sentence) => {
    const { code, lastLine } = startWith(npx);
    expect(code).toBe(1);
    expect(lastLine).toMatch(sentence);
  });

  it("says that npm is missing", () => {
    expect(startWith(undefined)).toMatchObject({
      code: 1,
      lastLine: expect.stringMatching(/^npx, which comes with npm/),
    });
  });
});
