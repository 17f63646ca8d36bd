/** The calendar month that a use counts in, in UTC: "2026-11". */
export function usagePeriodOf(time: Date): string {
  return time.toISOString().slice(0, 7);
}
