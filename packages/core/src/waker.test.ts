import type { Db } from "@frontdesk/db/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createWaker } from "./waker.ts";

let notified: unknown[];
let fails: boolean;

const db = {
  prisma: {
    $executeRaw: async (_sql: TemplateStringsArray, channel: string) => {
      notified.push(channel);
      if (fails) throw new Error("The database is away");
      return 0;
    },
  },
} as unknown as Db;

beforeEach(() => {
  vi.useFakeTimers();
  notified = [];
  fails = false;
});

afterEach(() => {
  vi.useRealTimers();
});

it("notifies soon, and once for a flood within fifty milliseconds", async () => {
  const wake = createWaker(db);
  for (let delivery = 0; delivery < 1_000; delivery += 1) wake("inbound");
  expect(notified).toEqual([]);
  await vi.advanceTimersByTimeAsync(50);
  expect(notified).toEqual(["inbound"]);
});

it("notifies for what comes while it is notifying: the last delivery of a flood is never without a hint", async () => {
  const wake = createWaker(db);
  for (let ms = 0; ms < 1_000; ms += 1) {
    wake("inbound");
    await vi.advanceTimersByTimeAsync(1);
  }
  const during = notified.length;
  expect(during).toBeGreaterThanOrEqual(19);
  expect(during).toBeLessThanOrEqual(20);
  wake("inbound");
  await vi.advanceTimersByTimeAsync(50);
  expect(notified.length).toBe(during + 1);
});

it("counts each channel on its own", async () => {
  const wake = createWaker(db);
  wake("a");
  wake("b");
  wake("a");
  await vi.advanceTimersByTimeAsync(50);
  expect(notified).toEqual(["a", "b"]);
});

it("survives a database that is away, and wakes again", async () => {
  const wake = createWaker(db);
  fails = true;
  wake("inbound");
  await vi.advanceTimersByTimeAsync(50);
  fails = false;
  wake("inbound");
  await vi.advanceTimersByTimeAsync(50);
  expect(notified).toEqual(["inbound", "inbound"]);
});
