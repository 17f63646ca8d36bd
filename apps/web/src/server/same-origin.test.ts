import { describe, expect, it } from "vitest";
import { isSameOrigin } from "./same-origin.ts";

const APP_URL = "https://app.example";

function post(headers: Record<string, string>): Request {
  return new Request("http://127.0.0.1:3000/api/trpc/business.update", { method: "POST", headers });
}

describe("a request that changes something", () => {
  it.each([
    ["http://localhost:3000", "localhost:3000"],
    ["https://desk.example", "desk.example"],
    ["https://desk.example:8443", "desk.example:8443"],
    ["http://[::1]:3000", "[::1]:3000"],
  ])("comes from our own page when its origin %s is the host %s that it was sent to", (origin, host) => {
    expect(isSameOrigin(post({ origin, host }), APP_URL)).toBe(true);
  });

  it.each([
    ["https://evil.example", "desk.example"],
    ["https://desk.example.evil.example", "desk.example"],
    ["https://evil.example#desk.example", "desk.example"],
    ["https://desk.example@evil.example", "desk.example"],
    ["https://evildesk.example", "desk.example"],
    ["http://localhost:4000", "localhost:3000"],
    ["http://localhost", "localhost:3000"],
    ["null", "desk.example"],
    ["", "desk.example"],
    ["desk.example", "desk.example"],
    ["//desk.example", "desk.example"],
    ["https://", "desk.example"],
    ["https://desk.example", ""],
  ])("is not ours with the origin %j at the host %j", (origin, host) => {
    expect(isSameOrigin(post({ origin, host }), APP_URL)).toBe(false);
  });

  it("is not ours without an origin or a host, whatever else it claims", () => {
    expect(isSameOrigin(post({ host: "desk.example", referer: "https://desk.example/" }), APP_URL)).toBe(false);
    expect(isSameOrigin(post({ origin: "https://desk.example", "x-forwarded-host": "desk.example" }), APP_URL)).toBe(
      false,
    );
  });

  it("comes from our own page when its origin is the app's address, whatever a proxy made of the host", () => {
    expect(isSameOrigin(post({ origin: "https://app.example", host: "10.0.0.7:3000" }), APP_URL)).toBe(true);
    expect(isSameOrigin(post({ origin: "https://app.example.evil.example", host: "10.0.0.7:3000" }), APP_URL)).toBe(
      false,
    );
  });
});
