import { expect, it } from "vitest";
import { replyWindow } from "./reply-window.ts";

const LAST = new Date("2026-11-20T10:00:00Z");
const CLOSES = new Date("2026-11-21T10:00:00Z");

it.each([
  ["never written to", null, LAST, false, null],
  ["just written", LAST, LAST, true, CLOSES],
  ["one millisecond before", LAST, new Date(CLOSES.getTime() - 1), true, CLOSES],
  ["exactly 24 hours", LAST, CLOSES, false, CLOSES],
  ["long ago", LAST, new Date("2027-01-01"), false, CLOSES],
  ["a message from the future", CLOSES, LAST, true, new Date("2026-11-22T10:00:00Z")],
])("%s", (_, lastInboundAt, now, open, closesAt) => {
  expect(replyWindow(lastInboundAt, now)).toEqual({ open, closesAt });
});
