import { describe, expect, it } from "vitest";
import { type Environment, readSettings } from "./settings.ts";

describe("readSettings", () => {
  it("makes a demo on the usual ports where nothing is set", () => {
    expect(readSettings({ WEB_PORT: "", DATABASE_URL: "" })).toEqual({
      mode: "demo",
      webPort: 3000,
      simulatorPort: 4000,
      appUrl: "http://localhost:3000",
      databaseUrl: undefined,
      ownerUrl: undefined,
    });
  });

  it("is live where Meta's app is set, and what FRONTDESK_MODE says before that", () => {
    expect(readSettings({ META_APP_ID: "1" }).mode).toBe("live");
    expect(readSettings({ META_APP_ID: "1", FRONTDESK_MODE: "demo" }).mode).toBe("demo");
  });

  it.each<[string, Environment, string]>([
    ["a port in words", { WEB_PORT: "web" }, 'WEB_PORT must be a port between 1 and 65535, and it is "web".'],
    ["a port too high", { SIMULATOR_PORT: "70000" }, "SIMULATOR_PORT must be a port between 1 and 65535"],
    ["one port for two", { WEB_PORT: "4000" }, "WEB_PORT and SIMULATOR_PORT are both 4000: give each its own."],
    ["an unknown mode", { FRONTDESK_MODE: "test" }, 'FRONTDESK_MODE is demo or live, and it is "test".'],
    ["another database", { DATABASE_URL: "mysql://a:b@c/d" }, "DATABASE_URL must be a postgresql:// address."],
    [
      "the owner alone",
      { DATABASE_OWNER_URL: "postgresql://o@h/d" },
      "DATABASE_OWNER_URL is set and DATABASE_URL is not",
    ],
  ])("says in one sentence what is wrong with %s", (_, env, sentence) => {
    expect(() => readSettings(env)).toThrow(sentence);
  });

  it("never repeats an address, which holds a password", () => {
    expect(() => readSettings({ DATABASE_URL: "http://user:secret@host" })).toThrow(/^(?!.*secret)/);
  });
});
