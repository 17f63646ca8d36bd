import { describe, expect, it } from "vitest";
import { dayKey, formatAge, formatAgo, formatClock, formatRemaining, formatThreadDay } from "./format-time.ts";

const madrid = { locale: "en-GB", timeZone: "Europe/Madrid" };
const now = Date.parse("2026-11-23T12:00:00Z");
const ago = (ms: number) => new Date(now - ms);

describe("formatAge", () => {
  it.each([
    [30_000, "now"],
    [-90_000, "now"],
    [4 * 60_000, "4 m"],
    [3 * 3_600_000 + 59 * 60_000, "3 h"],
    [6 * 86_400_000, "6 d"],
    [8 * 86_400_000, "15 Nov"],
  ])("%d ms ago reads as %s", (age, words) => {
    expect(formatAge(ago(age), now, madrid)).toBe(words);
  });
});

describe("formatAgo", () => {
  it("reads as part of a sentence", () => {
    expect(formatAgo(ago(5_000), now, madrid)).toBe("just now");
    expect(formatAgo(ago(4 * 60_000), now, madrid)).toBe("4 m ago");
    expect(formatAgo(ago(8 * 86_400_000), now, madrid)).toBe("15 Nov");
  });
});

describe("formatRemaining", () => {
  it("gives hours and minutes, and never nothing", () => {
    expect(formatRemaining(15.5 * 3_600_000)).toBe("15 h 30 m");
    expect(formatRemaining(48 * 60_000)).toBe("48 m");
    expect(formatRemaining(10)).toBe("1 m");
  });
});

describe("days", () => {
  it("fall where the person is, not where the server is", () => {
    const lateEvening = new Date("2026-11-22T23:30:00Z");
    expect(dayKey(lateEvening, madrid)).toBe("2026-11-23");
    expect(dayKey(lateEvening, { ...madrid, timeZone: "America/New_York" })).toBe("2026-11-22");
  });

  it("are named from today backwards", () => {
    expect(formatThreadDay(ago(0), now, madrid)).toBe("Today");
    expect(formatThreadDay(ago(86_400_000), now, madrid)).toBe("Yesterday");
    expect(formatThreadDay(new Date("2026-11-17T09:00:00Z"), now, madrid)).toBe("Tuesday 17 November");
    expect(formatThreadDay(new Date("2025-11-17T09:00:00Z"), now, madrid)).toMatch(/^Monday,? 17 November 2025$/);
  });
});

describe("formatClock", () => {
  it("reads in the person's zone", () => {
    expect(formatClock(new Date("2026-11-17T08:14:00Z"), madrid)).toBe("09:14");
  });
});
