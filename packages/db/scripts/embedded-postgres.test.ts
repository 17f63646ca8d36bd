import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { isRunning, readProcess } from "./process-table.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "frontdesk-embedded-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function readOne<T>(url: string, sql: string): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: "array" });
    return (rows as unknown[][])[0]?.[0] as T;
  } finally {
    await client.end();
  }
}

async function waitUntil(isTrue: () => boolean, milliseconds = 15_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error("It did not happen in time.");
    await sleep(20);
  }
}

/** Starts a server from a process of its own, as `npm start` would, and answers with both processes' ids. */
async function startFromAnotherProcess(): Promise<{ parent: ChildProcess; serverProcess: number }> {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, "embedded-postgres.ts"))};
    const server = await startEmbeddedPostgres({ folder: ${JSON.stringify(folder)}, isDurable: false });
    console.log(server.serverProcess);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ["--input-type=module-typescript", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const serverProcess = await new Promise<number>((settle, fail) => {
    parent.stdout?.once("data", (chunk: Buffer) => settle(Number(chunk.toString())));
    parent.once("exit", () => fail(new Error("The process ended before its server was ready.")));
  });
  return { parent, serverProcess };
}

describe("an embedded server", () => {
  it("is PostgreSQL 18 with UTF-8 and the same order on every machine, and keeps rows over a restart", async () => {
    const first = await startEmbeddedPostgres({ folder, isDurable: false });
    expect(await readOne(first.superuserUrl, "SHOW server_version")).toMatch(/^18\./);
    expect(await readOne(first.superuserUrl, "SHOW server_encoding")).toBe("UTF8");
    expect(await readOne(first.superuserUrl, "SELECT upper('müller')")).toBe("MÜLLER");
    await readOne(first.superuserUrl, "CREATE TABLE kept AS SELECT 7 AS number");
    await first.stop();
    expect(isRunning(first.serverProcess)).toBe(false);

    const second = await startEmbeddedPostgres({ folder, isDurable: false });
    expect(await readOne(second.superuserUrl, "SELECT number FROM kept")).toBe(7);
    await second.stop();
    expect(await second.ended).toBeUndefined();
  });

  it("lets nobody in without the password, which only its owner can read", async () => {
    const server = await startEmbeddedPostgres({ folder, isDurable: false });
    const wrong = server.superuserUrl.replace(server.passwords.superuser, "wrong");
    await expect(readOne(wrong, "SELECT 1")).rejects.toThrow(/password authentication failed/);
    expect(statSync(join(folder, "passwords.json")).mode & 0o777).toBe(0o600);
    await server.stop();
  });

  it("refuses a folder that another run uses, and leaves that run alone", async () => {
    const server = await startEmbeddedPostgres({ folder, isDurable: false });
    await expect(startEmbeddedPostgres({ folder, isDurable: false })).rejects.toThrow(/in use by another run/);
    expect(await readOne(server.superuserUrl, "SELECT 1")).toBe(1);
    await server.stop();
  });

  it("says which port is taken", async () => {
    const blocker = createServer();
    const port = await new Promise<number>((settle) => {
      blocker.listen(0, "127.0.0.1", () => settle((blocker.address() as { port: number }).port));
    });
    await expect(startEmbeddedPostgres({ folder, port, isDurable: false })).rejects.toThrow(`Port ${port} is taken`);
    blocker.close();
  });

  it("removes a temporary folder when it stops", async () => {
    const server = await startEmbeddedPostgres({ folder, isDurable: false, isTemporary: true });
    await server.stop();
    expect(existsSync(folder)).toBe(false);
  });
});

describe("after a crash", () => {
  it("stops the server when the process that started it was killed", async () => {
    const { parent, serverProcess } = await startFromAnotherProcess();
    expect(isRunning(serverProcess)).toBe(true);
    parent.kill("SIGKILL");
    await waitUntil(() => !isRunning(serverProcess));
  });

  it("stops the server when its supervisor was killed, and says so", async () => {
    const server = await startEmbeddedPostgres({ folder, isDurable: false });
    process.kill(readProcess(server.serverProcess)?.parent ?? 0, "SIGKILL");
    expect(await server.ended).toMatch(/supervises PostgreSQL was killed/);
    await waitUntil(() => !isRunning(server.serverProcess));
  });

  it("starts again after both were killed and the server was left over", async () => {
    const { parent, serverProcess } = await startFromAnotherProcess();
    const supervisor = readProcess(serverProcess)?.parent ?? 0;
    // Stopped first, so that neither can clean up after the other.
    process.kill(supervisor, "SIGSTOP");
    parent.kill("SIGKILL");
    process.kill(supervisor, "SIGKILL");
    await waitUntil(() => !isRunning(supervisor));
    expect(isRunning(serverProcess)).toBe(true);

    const server = await startEmbeddedPostgres({ folder, isDurable: false });
    expect(isRunning(serverProcess)).toBe(false);
    expect(await readOne(server.superuserUrl, "SELECT 1")).toBe(1);
    await server.stop();
  });

  it("starts again where a stale postmaster.pid names a process that is not the server", async () => {
    const first = await startEmbeddedPostgres({ folder, isDurable: false });
    const pidFile = join(await readOne<string>(first.superuserUrl, "SHOW data_directory"), "postmaster.pid");
    const [, ...otherLines] = readFileSync(pidFile, "utf8").split("\n");
    await first.stop();
    writeFileSync(pidFile, [process.pid, ...otherLines].join("\n"));

    const server = await startEmbeddedPostgres({ folder, isDurable: false });
    expect(await readOne(server.superuserUrl, "SELECT 1")).toBe(1);
    await server.stop();
  });
});
