import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { openTestDatabase, type TestDatabase } from "@frontdesk/testing/test-database";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createNotifications } from "./listen.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** A line to the server that can go dead without either end being told. */
async function openLine() {
  const target = new URL(database.databaseUrl);
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    sockets.push(near, far);
    near.on("error", () => far.destroy());
    far.on("error", () => near.destroy());
    near.on("close", () => far.destroy());
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(target);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    /** Connections so far are dead from now on; new ones work. */
    cut() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

it("notices a connection that died in silence, opens another and tells of the gap", async () => {
  const line = await openLine();
  const notifications = createNotifications(line.url, { checkMs: 50, answerMs: 200 });
  const heard: string[] = [];
  const onGap = vi.fn();
  notifications.subscribe("one", (payload) => heard.push(payload), onGap);
  try {
    await vi.waitFor(() => expect(onGap).toHaveBeenCalledTimes(1), { timeout: 5_000 });
    notifications.subscribe("two", (payload) => heard.push(payload));
    await vi.waitFor(async () => {
      await database.query("SELECT pg_notify('two', 'before')");
      expect(heard).toContain("before");
    });
    line.cut();
    await vi.waitFor(() => expect(onGap).toHaveBeenCalledTimes(2), { timeout: 5_000 });
    await database.query("SELECT pg_notify('one', 'after on one'), pg_notify('two', 'after on two')");
    await vi.waitFor(() => expect(heard).toEqual(expect.arrayContaining(["after on one", "after on two"])));
  } finally {
    await notifications.close();
    await line.close();
  }
});
