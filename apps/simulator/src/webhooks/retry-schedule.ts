const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export type RetrySchedule = "wa36h" | "wa7d" | "off";

// Meta says "immediately, then a few more times with decreasing frequency over the next 36 hours", elsewhere "up to 7 days,
// with exponential backoff". The exact intervals are unpublished; these are chosen.
const WA_36_HOURS = [
  0,
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
];
const WA_7_DAYS = [0, ...Array.from({ length: 17 }, (_, n) => 5 * SECOND * 2 ** n)];

/** Milliseconds from the first attempt to attempt `number` (the first is 1), or null when the webhook is given up. */
export function findRetryOffset(schedule: RetrySchedule, number: number): number | null {
  const offsets = { wa36h: WA_36_HOURS, wa7d: WA_7_DAYS, off: [0] }[schedule];
  return offsets[number - 1] ?? null;
}
