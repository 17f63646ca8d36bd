/** How a person reads times: their browser's language and zone, or the business's before the browser is known. */
export type TimeReading = { locale: string; timeZone: string };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long ago, as short as a list needs: "now", "4 m", "3 h", "6 d"; after a week the date. The future reads as "now". */
export function formatAge(at: Date, now: number, reading: TimeReading): string {
  const age = now - at.getTime();
  if (age < MINUTE_MS) return "now";
  if (age < HOUR_MS) return `${Math.floor(age / MINUTE_MS)} m`;
  if (age < DAY_MS) return `${Math.floor(age / HOUR_MS)} h`;
  if (age < 7 * DAY_MS) return `${Math.floor(age / DAY_MS)} d`;
  return formatWith(at, reading, { day: "numeric", month: "short" });
}

/** An age as part of a sentence: "just now", "4 m ago"; a date stays a date. */
export function formatAgo(at: Date, now: number, reading: TimeReading): string {
  const age = formatAge(at, now, reading);
  if (age === "now") return "just now";
  return now - at.getTime() < 7 * DAY_MS ? `${age} ago` : age;
}

/** A duration to come in hours and minutes: "15 h 30 m", "48 m"; under a minute "1 m", because it still counts. */
export function formatRemaining(milliseconds: number): string {
  const minutes = Math.max(1, Math.floor(milliseconds / MINUTE_MS));
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${hours} h ${minutes % 60} m` : `${minutes} m`;
}

/** The time of day: "09:14". */
export function formatClock(at: Date, reading: TimeReading): string {
  return formatWith(at, reading, { timeStyle: "short" });
}

/** The exact moment, for hovering: "Tuesday, 17 November 2026 at 09:14". */
export function formatExact(at: Date, reading: TimeReading): string {
  return formatWith(at, reading, { dateStyle: "full", timeStyle: "short" });
}

/** A day: "17 Nov 2026". */
export function formatDate(at: Date, reading: TimeReading): string {
  return formatWith(at, reading, { dateStyle: "medium" });
}

/** The day above a stretch of a thread: "Today", "Yesterday", "Tuesday 17 November", with the year when it is another. */
export function formatThreadDay(at: Date, now: number, reading: TimeReading): string {
  const day = dayKey(at, reading);
  if (day === dayKey(new Date(now), reading)) return "Today";
  if (day === dayKey(new Date(now - DAY_MS), reading)) return "Yesterday";
  const isThisYear = day.slice(0, 4) === dayKey(new Date(now), reading).slice(0, 4);
  return formatWith(at, reading, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(isThisYear ? {} : { year: "numeric" }),
  });
}

/** The calendar day on which a moment falls for this person, as YYYY-MM-DD. */
export function dayKey(at: Date, reading: TimeReading): string {
  return formatWith(at, { ...reading, locale: "en-CA" }, { year: "numeric", month: "2-digit", day: "2-digit" });
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs about 50 µs, and a thread needs hundreds: each is made once. */
function formatWith(at: Date, { locale, timeZone }: TimeReading, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale}|${timeZone}|${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    formats.set(key, format);
  }
  return format.format(at);
}
