import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followSimulatorClock, type SimulatorClock, systemClock } from "./clock.ts";

const NOW = new Date("2026-11-20T10:00:00Z");
const DAY_MS = 86_400_000;

let answer: () => Promise<Response>;
let asked: string[];
let followed: SimulatorClock;

const fetchClock = ((url: URL) => {
  asked.push(url.href);
  return answer();
}) as typeof fetch;

/** Makes the simulator's clock be off by so much. */
function simulatorIsOff(ms: number): void {
  answer = async () => Response.json({ now: new Date(Date.now() + ms).toISOString() });
}

async function follow(): Promise<void> {
  followed = followSimulatorClock("http://127.0.0.1:4000/phone", fetchClock);
  await vi.advanceTimersByTimeAsync(0);
}

const offset = () => followed.clock().getTime() - Date.now();

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  asked = [];
});

afterEach(() => {
  followed?.close();
  vi.useRealTimers();
});

it("tells our own time by default", () => {
  expect(systemClock()).toEqual(NOW);
});

describe("the simulator's clock", () => {
  it("is followed from the start and runs on by itself", async () => {
    simulatorIsOff(DAY_MS);
    await follow();
    expect(asked).toEqual(["http://127.0.0.1:4000/__sim/clock"]);
    expect(offset()).toBe(DAY_MS);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(asked).toHaveLength(1);
    expect(followed.clock().getTime()).toBe(NOW.getTime() + DAY_MS + 1_500);
  });

  it("is asked again every two seconds, so that a jump is noticed", async () => {
    simulatorIsOff(0);
    await follow();
    simulatorIsOff(25 * 3_600_000);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(offset()).toBe(25 * 3_600_000);
  });

  it("is ours where it differs by no more than the way takes", async () => {
    simulatorIsOff(1_200);
    await follow();
    expect(offset()).toBe(0);
  });

  it("may tell milliseconds", async () => {
    answer = async () => Response.json({ now: Date.now() - DAY_MS });
    await follow();
    expect(offset()).toBe(-DAY_MS);
  });

  it.each([
    ["is not reachable", () => Promise.reject(new Error("ECONNREFUSED"))],
    ["answers nonsense", async () => new Response("<html>")],
    ["tells no time", async () => Response.json({})],
    ["tells an impossible time", async () => Response.json({ now: "soon" })],
    ["tells nothing", async () => Response.json(null)],
  ])("keeps the last known difference while it %s", async (_what, failure) => {
    simulatorIsOff(DAY_MS);
    await follow();
    answer = failure;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked.length).toBeGreaterThan(4);
    expect(offset()).toBe(DAY_MS);
  });

  it("is left alone after closing", async () => {
    simulatorIsOff(0);
    await follow();
    followed.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
  });
});
