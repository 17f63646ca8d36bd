import { describe, expect, it } from "vitest";
import { HOSTILE_PATHS, ODD_PATHS } from "./hostile-paths.ts";
import { safePath } from "./safe-path.ts";

const ORIGIN = "http://localhost:3000";

describe("where a link may lead after signing in", () => {
  it("has at least 200 hostile values to show it with", () => {
    expect(new Set(HOSTILE_PATHS).size).toBeGreaterThanOrEqual(200);
  });

  it("falls back for every hostile value", () => {
    const followed = HOSTILE_PATHS.filter((asked) => safePath(asked, "/inbox") !== "/inbox");
    expect(followed).toEqual([]);
  });

  it("keeps odd but harmless paths inside the app, as a browser resolves them", () => {
    for (const asked of ODD_PATHS) {
      const path = safePath(asked, "/inbox");
      expect(path, asked).toMatch(/^\/(?![/\\])/);
      expect(path, asked).toMatch(/^[\x21-\x7e]+$/);
      expect(new URL(path, ORIGIN).origin, asked).toBe(ORIGIN);
      // A second pass, as where a link is carried on by the next page, changes nothing.
      expect(safePath(path, "/inbox"), asked).toBe(path);
    }
  });

  it.each([
    "/",
    "/inbox",
    "/inbox/0195b1b4-7c1e-7000-8000-000000000001",
    "/inbox?view=needs_person&q=a%20b",
    "/settings#sessions",
    "/admin/businesses?search=caf%C3%A9",
    "/inbox?time=12:30&mail=a@example.com",
    `/${"a".repeat(1_999)}`,
  ])("follows %s as it is", (asked) => {
    expect(safePath(asked, "/fallback")).toBe(asked);
  });

  it("writes letters outside ASCII as addresses do", () => {
    expect(safePath("/kunden/müller?q=größe", "/")).toBe("/kunden/m%C3%BCller?q=gr%C3%B6%C3%9Fe");
  });
});
