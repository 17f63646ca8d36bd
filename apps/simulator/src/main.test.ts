import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { openBench } from "./vitest.test-bench.ts";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));

function start(env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [main], { env: { PATH: "", SIMULATOR_PORT: "0", ...env } });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function readUrl(child: ChildProcess): Promise<string> {
  const [chunk] = await once(child.stdout as NodeJS.ReadableStream, "data");
  const line = String(chunk);
  expect(line).toMatch(/^\{"event":"listening","url":"http:\/\/127\.0\.0\.1:\d+"\}\n$/);
  return JSON.parse(line).url;
}

describe("the simulator's process", () => {
  it("prints one line when it is ready, answers on both names, and stops on SIGTERM", async () => {
    const child = start({});
    const url = await readUrl(child);
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ ok: true });
    expect((await fetch(`${url.replace("127.0.0.1", "localhost")}/health`)).status).toBe(200);
    const page = await fetch(url);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await page.text()).toContain("Simulated WhatsApp");
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("stops when its parent goes away, open event streams or not", async () => {
    const child = fork(main, { env: { SIMULATOR_PORT: "0" }, silent: true, execArgv: [] });
    onTestFinished(() => void child.kill("SIGKILL"));
    const url = await readUrl(child);
    const stream = await fetch(`${url}/__sim/events`);
    child.disconnect();
    expect(await once(child, "exit")).toEqual([0, null]);
    await stream.body?.cancel().catch(() => {});
  });

  it("keeps its world in SIM_SNAPSHOT", async () => {
    const folder = mkdtempSync(join(tmpdir(), "simulator-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "world.json");
    const first = start({ SIM_SNAPSHOT: file });
    const url = await readUrl(first);
    await fetch(`${url}/__sim/person/ana/send`, { method: "POST", body: JSON.stringify({ body: "remember me" }) });
    first.kill("SIGINT");
    await once(first, "exit");
    expect(existsSync(file)).toBe(true);
    const second = start({ SIM_SNAPSHOT: file });
    const messages = await (await fetch(`${await readUrl(second)}/__sim/state/messages`)).json();
    expect(messages).toMatchObject([{ content: { body: "remember me" } }]);
  });

  it("says in one sentence why it cannot start", async () => {
    const { url } = await openBench();
    for (const [env, sentence] of [
      [{ SIMULATOR_PORT: "four" }, /SIMULATOR_PORT/],
      [{ APP_URL: "ftp://x" }, /APP_URL/],
      [{ SIMULATOR_PORT: new URL(url).port }, /port is taken; set SIMULATOR_PORT/],
    ] as const) {
      const child = start(env);
      const [text] = await once(child.stderr as NodeJS.ReadableStream, "data");
      expect(String(text)).toMatch(sentence);
      expect(String(text).trim().split("\n")).toHaveLength(1);
      expect((await once(child, "exit"))[0]).toBe(1);
    }
  });
});
