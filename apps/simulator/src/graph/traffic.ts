/**
 * Counts calls for the platform's rate limits. Times are virtual milliseconds. Kept apart from the world: a restored
 * snapshot starts with no recent traffic.
 */
export type Traffic = {
  /** Notes one call under `key` at `now`, if fewer than `limit` were noted in the last `windowMs`; else answers false. */
  admit(key: string, now: number, windowMs: number, limit: number): boolean;
  count(key: string, now: number, windowMs: number): number;
  /** Takes one token from a bucket of `capacity` that gains one each `refillMs`; answers false when it is empty. */
  takeToken(key: string, now: number, capacity: number, refillMs: number): boolean;
  clear(): void;
};

export function createTraffic(): Traffic {
  const calls = new Map<string, number[]>();
  const buckets = new Map<string, { tokens: number; at: number }>();

  function recent(key: string, now: number, windowMs: number): number[] {
    const kept = (calls.get(key) ?? []).filter((at) => at > now - windowMs);
    calls.set(key, kept);
    return kept;
  }

  return {
    admit(key, now, windowMs, limit) {
      const kept = recent(key, now, windowMs);
      if (kept.length >= limit) return false;
      kept.push(now);
      return true;
    },
    count: (key, now, windowMs) => recent(key, now, windowMs).length,
    takeToken(key, now, capacity, refillMs) {
      const bucket = buckets.get(key) ?? { tokens: capacity, at: now };
      const tokens = Math.min(capacity, bucket.tokens + Math.max(0, now - bucket.at) / refillMs);
      const isFree = tokens >= 1;
      buckets.set(key, { tokens: isFree ? tokens - 1 : tokens, at: now });
      return isFree;
    },
    clear() {
      calls.clear();
      buckets.clear();
    },
  };
}
