import { describe, expect, it } from "vitest";
import { clientAddress } from "./client-address.ts";

describe("who sent a request", () => {
  it("is the socket's address where no proxy is trusted, whatever the request says", () => {
    expect(clientAddress("203.0.113.9", "198.51.100.1", 0)).toBe("203.0.113.9");
  });

  it("is what the outermost trusted proxy saw", () => {
    expect(clientAddress("10.0.0.2", "198.51.100.1", 1)).toBe("198.51.100.1");
    expect(clientAddress("10.0.0.2", "198.51.100.1, 10.0.0.1", 2)).toBe("198.51.100.1");
  });

  it("never is what the client put in front of it", () => {
    expect(clientAddress("10.0.0.2", "6.6.6.6, 198.51.100.1", 1)).toBe("198.51.100.1");
  });

  it("is the nearest address known where there were fewer proxies than trusted", () => {
    expect(clientAddress("10.0.0.2", undefined, 2)).toBe("10.0.0.2");
    expect(clientAddress(undefined, undefined, 0)).toBe("");
  });
});
