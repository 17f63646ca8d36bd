import type { Clock } from "@frontdesk/core/clock";

export type TestClock = {
  readonly clock: Clock;
  /** Moves this clock alone; `advanceTime` moves the waiting jobs with it. */
  advance(ms: number): void;
  set(time: Date): void;
};

/** A clock that stands still at `start` until it is moved, or runs on from there. */
export function createTestClock(start: Date, isRunning = false): TestClock {
  let base = start.getTime();
  let setAt = Date.now();
  return {
    clock: () => new Date(base + (isRunning ? Date.now() - setAt : 0)),
    advance(ms) {
      base += ms;
    },
    set(time) {
      base = time.getTime();
      setAt = Date.now();
    },
  };
}
