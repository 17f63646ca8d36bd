import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning } from "@frontdesk/db/scripts/process-table";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startProcess } from "./managed-process.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

const SERVER = `
import { createServer } from "node:http";
const server = createServer((request, response) => response.end("ok"));
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.on("SIGTERM", () => { console.log("draining"); server.close(); });
`;

let folder: string;
let program: string;
let logFile: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "frontdesk-process-"));
  program = join(folder, "program.mjs");
  logFile = join(folder, "logs/program.log");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(code: string) {
  writeFileSync(program, code);
  return startProcess({ name: "The worker", args: [program], env: {}, logFile });
}

async function waitFor<T>(read: () => T | undefined): Promise<T> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const found = read();
    if (found !== undefined) return found;
    await sleep(20);
  }
  throw new Error("It did not happen in time.");
}

const readPort = () => Number(/^\d+/.exec(readFileSync(logFile, "utf8"))?.[0]) || undefined;

describe("startProcess", () => {
  it("lets a process drain and end by itself when it is stopped", async () => {
    const child = start(SERVER);
    const port = await waitFor(readPort);
    await waitUntilReady(child, `http://127.0.0.1:${port}/`);
    await child.stop();
    expect(await child.ended).toBeUndefined();
    expect(readFileSync(logFile, "utf8")).toContain("draining");
    expect(isRunning(child.processId)).toBe(false);
  });

  it("names a process that ended by itself, with the end of its log", async () => {
    const child = start('console.error("No key was given."); process.exit(3);');
    await expect(waitUntilReady(child, "http://127.0.0.1:1/")).rejects.toThrow(
      `No key was given.\n\nThe worker stopped (exit code 3); its log is ${logFile}.`,
    );
  });

  it("says so where a process is not ready in time", async () => {
    const child = start("setInterval(() => {}, 1000);");
    await expect(waitUntilReady(child, "http://127.0.0.1:1/", 300)).rejects.toThrow(/The worker is not ready at/);
    await child.stop();
  });

  it("stops a process, with draining, when the one that started it was killed", async () => {
    writeFileSync(program, SERVER);
    const starter = `
      import { startProcess } from ${JSON.stringify(join(import.meta.dirname, "managed-process.ts"))};
      const child = startProcess({ name: "x", args: [${JSON.stringify(program)}], env: {}, logFile: ${JSON.stringify(logFile)} });
      console.log(child.processId);
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["--input-type=module-typescript", "--eval", starter], {
      cwd: import.meta.dirname,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const pid = await new Promise<number>((settle) => {
      parent.stdout.once("data", (chunk: Buffer) => settle(Number(chunk.toString())));
    });
    await waitFor(readPort);
    parent.kill("SIGKILL");
    await waitFor(() => (isRunning(pid) ? undefined : true));
    expect(readFileSync(logFile, "utf8")).toContain("draining");
  });
});
