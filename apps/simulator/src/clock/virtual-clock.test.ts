import { describe, expect, it } from "vitest";
import { createVirtualClock } from "./virtual-clock.ts";

describe("the virtual clock", () => {
  it("runs what is due on the way, in order, each at its own time", async () => {
    const clock = createVirtualClock({ now: 1000, rate: 0 });
    const seen: [string, number][] = [];
    clock.schedule(3000, () => void seen.push(["late", clock.now()]));
    clock.schedule(2000, () => void seen.push(["early", clock.now()]));
    clock.schedule(2000, () => void seen.push(["early too", clock.now()]));
    clock.schedule(9000, () => void seen.push(["not yet", clock.now()]));
    await clock.advanceTo(5000);
    expect(seen).toEqual([
      ["early", 2000],
      ["early too", 2000],
      ["late", 3000],
    ]);
    expect(clock.now()).toBe(5000);
    clock.clear();
  });

  it("waits for work on the wire before it moves on, so that what this schedules is not overtaken", async () => {
    const clock = createVirtualClock({ now: 0, rate: 0 });
    const seen: number[] = [];
    clock.schedule(10, async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      clock.schedule(clock.now() + 5, () => void seen.push(clock.now()));
    });
    await clock.advanceTo(1000);
    expect(seen).toEqual([15]);
  });

  it("queues advances one after the other", async () => {
    const clock = createVirtualClock({ now: 0, rate: 0 });
    const seen: number[] = [];
    clock.schedule(50, () => void seen.push(clock.now()));
    await Promise.all([clock.advanceTo(20), clock.advanceTo(100)]);
    expect(seen).toEqual([50]);
    expect(clock.now()).toBe(100);
  });

  it("runs faster than real time by its rate", async () => {
    const clock = createVirtualClock({ now: 0, rate: 1000 });
    const rungAt = await new Promise<number>((resolve) => clock.schedule(30_000, () => resolve(clock.now())));
    expect(rungAt).toBeGreaterThanOrEqual(30_000);
    clock.clear();
  });

  it("forgets a cancelled task", async () => {
    const clock = createVirtualClock({ now: 0, rate: 0 });
    let hasRun = false;
    const cancel = clock.schedule(10, () => {
      hasRun = true;
    });
    cancel();
    await clock.advanceTo(100);
    expect(hasRun).toBe(false);
  });
});
