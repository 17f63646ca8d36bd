type Task = () => void | Promise<void>;
type Timer = { due: number; task: Task };

/**
 * The simulated platform's time. Every window, expiry, status delay and webhook retry waits on it, never on real time.
 * All times are milliseconds since the epoch.
 */
export type VirtualClock = {
  now(): number;
  rate(): number;
  /** Runs `task` once when the clock reaches `due`; returns how to cancel it. Tasks due together run in the order given. */
  schedule(due: number, task: Task): () => void;
  /** Makes `advanceTo` wait for work that has begun and may schedule more, such as a webhook attempt on the wire. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Moves forward to `target`, running every task on the way at its own time; later calls wait for earlier ones. */
  advanceTo(target: number): Promise<void>;
  /** Jumps without running anything; tasks that became due run straight after. */
  jumpTo(target: number): void;
  /** Virtual milliseconds per real millisecond; 0 stands still until `advanceTo` or `jumpTo`. */
  setRate(rate: number): void;
  /** Forgets every waiting task. */
  clear(): void;
};

/** setTimeout overflows above this and would fire at once. */
const LONGEST_REAL_WAIT = 2_147_483_647;

export function createVirtualClock(start: { now?: number; rate?: number } = {}): VirtualClock {
  let virtualBase = start.now ?? Date.now();
  let realBase = performance.now();
  let rate = start.rate ?? 1;
  let timers: Timer[] = [];
  let wakeUp: NodeJS.Timeout | undefined;
  let frozenAt: number | undefined;
  let lastAdvance: Promise<void> = Promise.resolve();
  const inFlight = new Set<Promise<unknown>>();

  const now = () => frozenAt ?? Math.floor(virtualBase + (performance.now() - realBase) * rate);

  function rebase(at: number): void {
    virtualBase = at;
    realBase = performance.now();
  }

  function track<T>(work: Promise<T>): Promise<T> {
    inFlight.add(work);
    const forget = () => inFlight.delete(work);
    work.then(forget, forget);
    return work;
  }

  function run(timer: Timer): void {
    const result = timer.task();
    if (result instanceof Promise) void track(result);
  }

  function arm(): void {
    clearTimeout(wakeUp);
    const next = timers[0];
    if (frozenAt !== undefined || !next) return;
    const ahead = next.due - now();
    if (ahead > 0 && rate === 0) return;
    const realWait = ahead <= 0 ? 0 : Math.min(Math.ceil(ahead / rate), LONGEST_REAL_WAIT);
    wakeUp = setTimeout(runDue, realWait);
  }

  function runDue(): void {
    while (frozenAt === undefined && timers[0] && timers[0].due <= now()) {
      const timer = timers.shift();
      if (timer) run(timer);
    }
    arm();
  }

  function schedule(due: number, task: Task): () => void {
    const timer = { due, task };
    const after = timers.findIndex((other) => other.due > due);
    timers.splice(after === -1 ? timers.length : after, 0, timer);
    arm();
    return () => {
      timers = timers.filter((other) => other !== timer);
      arm();
    };
  }

  async function settle(): Promise<void> {
    while (inFlight.size > 0) await Promise.allSettled([...inFlight]);
  }

  async function runUntil(target: number): Promise<void> {
    frozenAt = now();
    try {
      for (;;) {
        await settle();
        const next = timers[0];
        if (!next || next.due > target) break;
        timers.shift();
        frozenAt = Math.max(frozenAt, next.due);
        run(next);
      }
    } finally {
      rebase(Math.max(frozenAt, target));
      frozenAt = undefined;
      arm();
    }
  }

  return {
    now,
    rate: () => rate,
    schedule,
    track,
    advanceTo(target) {
      lastAdvance = lastAdvance.then(() => runUntil(target));
      return lastAdvance;
    },
    jumpTo(target) {
      rebase(target);
      arm();
    },
    setRate(newRate) {
      rebase(now());
      rate = newRate;
      arm();
    },
    clear() {
      timers = [];
      clearTimeout(wakeUp);
    },
  };
}
