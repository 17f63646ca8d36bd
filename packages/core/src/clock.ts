/** Tells the time that due times, reply windows and expiries are meant in. Leases go by the database's time instead. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

export type SimulatorClock = { readonly clock: Clock; close(): void };

/**
 * In demo mode the simulated Meta's virtual clock is everyone's. Its difference from our own is asked for every two
 * seconds; while it can't be reached, the last known difference holds.
 */
export function followSimulatorClock(simulatorUrl: string, fetchImpl: typeof fetch = fetch): SimulatorClock {
  let offsetMs = 0;
  const ask = async () => {
    try {
      const response = await fetchImpl(new URL("/__sim/clock", simulatorUrl), { signal: AbortSignal.timeout(1_000) });
      const body = (await response.json()) as { now?: string | number };
      const now = new Date(body.now ?? Number.NaN).getTime();
      if (Number.isFinite(now)) offsetMs = Math.abs(now - Date.now()) < 1_500 ? 0 : now - Date.now();
    } catch {
      // Not reachable just now: the last known difference holds.
    }
  };
  const timer = setInterval(() => void ask(), 2_000);
  timer.unref();
  void ask();
  return { clock: () => new Date(Date.now() + offsetMs), close: () => clearInterval(timer) };
}
