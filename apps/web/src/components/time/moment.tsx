"use client";

import { formatAge, formatAgo, formatClock, formatDate, formatExact } from "./format-time.ts";
import { useNow, useTimeReading } from "./time-provider.tsx";

const formats = { clock: formatClock, date: formatDate };

type MomentProps = { at: Date; show: keyof typeof formats; className?: string };

/** A time of day or a date as the person reads it, with the exact moment on hover and for machines. */
export function Moment({ at, show, className }: MomentProps) {
  const reading = useTimeReading();
  return (
    <time dateTime={at.toISOString()} title={formatExact(at, reading)} className={className}>
      {formats[show](at, reading)}
    </time>
  );
}

type AgeProps = {
  at: Date;
  /** "4 m" for lists, "4 m ago" where it is read as part of a sentence. */
  asPhrase?: boolean;
  className?: string;
};

/** How long ago something was, growing while one looks at it. */
export function Age({ at, asPhrase = false, className }: AgeProps) {
  const reading = useTimeReading();
  const now = useNow();
  return (
    <time dateTime={at.toISOString()} title={formatExact(at, reading)} className={className}>
      {asPhrase ? formatAgo(at, now, reading) : formatAge(at, now, reading)}
    </time>
  );
}
