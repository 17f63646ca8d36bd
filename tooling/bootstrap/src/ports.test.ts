import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { ensurePortIsFree } from "./ports.ts";

let blocker: Server | undefined;

afterEach(() => blocker?.close());

function take(host: string): Promise<number> {
  const server = createServer();
  blocker = server;
  return new Promise((settle) => {
    server.listen(0, host, () => settle((server.address() as { port: number }).port));
  });
}

describe("ensurePortIsFree", () => {
  it.each(["127.0.0.1", "0.0.0.0"])("says which setting to change where the port is taken on %s", async (host) => {
    const port = await take(host);
    await expect(ensurePortIsFree(port, "WEB_PORT")).rejects.toThrow(
      `Port ${port} is taken: stop the program that uses it, or choose another port with WEB_PORT=${port + 10}.`,
    );
  });

  it("lets a free port pass and leaves it free", async () => {
    const port = await take("127.0.0.1");
    await new Promise((settle) => blocker?.close(settle));
    await ensurePortIsFree(port, "WEB_PORT");
    await ensurePortIsFree(port, "WEB_PORT");
  });
});
