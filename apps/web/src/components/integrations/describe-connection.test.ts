import { describe, expect, it } from "vitest";
import { describeConnection } from "./describe-connection.ts";

const now = Date.parse("2026-11-23T12:00:00Z");
const inDays = (days: number) => new Date(now + days * 86_400_000);

describe("describeConnection", () => {
  it.each([
    ["ACTIVE", null, "Active"],
    ["ACTIVE", inDays(30), "Active"],
    ["ACTIVE", inDays(6), "Expires in 6 days"],
    ["ACTIVE", inDays(0.5), "Expires in 1 day"],
    ["ACTIVE", inDays(-1), "Expired"],
    ["NEEDS_RECONNECT", null, "Needs to be reconnected"],
    ["ERROR", inDays(30), "Error"],
    ["DISCONNECTED", inDays(-1), "Disconnected"],
  ] as const)("%s with expiry %s reads as %s", (status, tokenExpiry, label) => {
    expect(describeConnection({ status, tokenExpiry }, now).label).toBe(label);
  });

  it("puts trouble before what works, and what is off last", () => {
    const ranks = (["NEEDS_RECONNECT", "ACTIVE", "DISCONNECTED"] as const).map(
      (status) => describeConnection({ status, tokenExpiry: null }, now).rank,
    );
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  });
});
