import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeRunLock } from "./run-lock.ts";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "frontdesk-lock-"));
  file = join(folder, "inside/start.pid");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("takeRunLock", () => {
  it("is held until it is released", () => {
    const lock = takeRunLock(file, "node");
    expect(readFileSync(file, "utf8")).toBe(String(process.pid));
    if ("release" in lock) lock.release();
    expect(existsSync(file)).toBe(false);
  });

  it("names the process that holds it, and takes it over when that was killed", async () => {
    takeRunLock(file, "node");
    const other = spawn(process.execPath, ["--eval", "setInterval(() => {}, 1000) // the other run"]);
    await new Promise((settle) => other.once("spawn", settle));
    writeFileSync(file, String(other.pid));
    expect(takeRunLock(file, "the other run")).toEqual({ holder: other.pid });

    other.kill("SIGKILL");
    await new Promise((settle) => other.once("exit", settle));
    expect(takeRunLock(file, "the other run")).toHaveProperty("release");
  });

  it("takes it over where the id belongs to another program by now", () => {
    takeRunLock(file, "node");
    writeFileSync(file, String(process.ppid));
    expect(takeRunLock(file, "no command line contains this")).toHaveProperty("release");
  });
});
