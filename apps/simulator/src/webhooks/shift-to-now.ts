const TIME_KEYS = new Set(["timestamp", "time", "watermark", "expiration_timestamp"]);
/** Anything above this many seconds is milliseconds. */
const SECONDS_LIMIT = 100_000_000_000;

/**
 * Moves every time in a recorded webhook body by one amount, so that its newest event happens at `now` (milliseconds). Strings
 * stay strings, seconds stay seconds.
 */
export function shiftToNow(body: unknown, now: number): unknown {
  const times: number[] = [];
  visit(body, (key, value) => {
    if (key !== "expiration_timestamp") times.push(toMilliseconds(value));
    return value;
  });
  if (times.length === 0) return body;
  const delta = now - Math.max(...times);
  return visit(body, (_key, value) => shiftOne(value, delta));
}

function toMilliseconds(value: string | number): number {
  const number = Number(value);
  return number < SECONDS_LIMIT ? number * 1000 : number;
}

function shiftOne(value: string | number, delta: number): string | number {
  const isSeconds = Number(value) < SECONDS_LIMIT;
  const shifted = isSeconds ? Number(value) + Math.floor(delta / 1000) : Number(value) + delta;
  return typeof value === "string" ? String(shifted) : shifted;
}

function isTime(value: unknown): value is string | number {
  return typeof value === "number" || (typeof value === "string" && /^\d{9,}$/.test(value));
}

function visit(value: unknown, change: (key: string, time: string | number) => string | number): unknown {
  if (Array.isArray(value)) return value.map((item) => visit(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      TIME_KEYS.has(key) && isTime(part) ? change(key, part) : visit(part, change),
    ]),
  );
}
