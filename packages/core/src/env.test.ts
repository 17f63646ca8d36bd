import { describe, expect, it } from "vitest";
import { ConfigurationError, type CoreEnv, checkCoreEnv, coreEnvShape, parseEnv } from "./env.ts";

const KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const COMPLETE = {
  DATABASE_URL: "postgresql://frontdesk_app:pw@127.0.0.1:5432/frontdesk",
  ENCRYPTION_KEY: KEY,
  META_APP_ID: "1234",
  META_APP_SECRET: "app-secret-of-meta",
  META_WEBHOOK_VERIFY_TOKEN: "verify-me",
};
const DEMO = {
  ...COMPLETE,
  FRONTDESK_MODE: "demo",
  META_GRAPH_URL: "http://127.0.0.1:4000",
  SIMULATOR_URL: "http://localhost:4000",
};

function read(changes: Record<string, string | undefined>, base: Record<string, string> = COMPLETE): CoreEnv {
  return parseEnv(coreEnvShape, { ...base, ...changes });
}

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error("It was accepted");
}

describe("settings", () => {
  it("need only what nobody can guess, and are live unless told otherwise", () => {
    expect(read({})).toEqual({
      ...COMPLETE,
      FRONTDESK_MODE: "live",
      APP_URL: "http://localhost:3000",
      ENCRYPTION_KEYS_OLD: [],
      META_GRAPH_URL: "https://graph.facebook.com",
      META_GRAPH_VERSION: "v26.0",
      LOG_LEVEL: "info",
    });
  });

  it("take old keys as a list", () => {
    const other = KEY.replaceAll("0", "f");
    expect(read({ ENCRYPTION_KEYS_OLD: ` ${KEY} ,${other},` }).ENCRYPTION_KEYS_OLD).toEqual([KEY, other]);
  });

  it("count as absent when empty, as in a copied .env.example", () => {
    const empty = Object.fromEntries(Object.keys(coreEnvShape).map((name) => [name, ""]));
    expect(refusalOf(() => parseEnv(coreEnvShape, empty))).toBe(
      Object.keys(COMPLETE)
        .map((name) => `${name} is not set.`)
        .join(" "),
    );
    expect(read({ FRONTDESK_MODE: "", APP_URL: "", SIMULATOR_URL: "", LOG_LEVEL: "" })).toEqual(read({}));
  });

  it("ignore what is not theirs", () => {
    expect(read({ PATH: "/usr/bin", HOME: "/root" })).toEqual(read({}));
  });
});

describe("a bad setting", () => {
  const marked = "c4n4ry";
  const bad: [keyof typeof coreEnvShape, string][] = [
    ["FRONTDESK_MODE", marked],
    ["FRONTDESK_MODE", "LIVE"],
    ["APP_URL", marked],
    ["APP_URL", `javascript:${marked}`],
    ["APP_URL", `ftp://${marked}.example`],
    ["DATABASE_URL", `mysql://root:${marked}@localhost/db`],
    ["DATABASE_URL", marked],
    ["ENCRYPTION_KEY", marked],
    ["ENCRYPTION_KEY", `${KEY}${marked}`],
    ["ENCRYPTION_KEY", KEY.slice(1)],
    ["ENCRYPTION_KEY", `${KEY}\n`],
    ["ENCRYPTION_KEYS_OLD", `${KEY},${marked}`],
    ["META_APP_SECRET", "c4n4ry"],
    ["META_WEBHOOK_VERIFY_TOKEN", "c4n4ry"],
    ["META_GRAPH_URL", marked],
    ["META_GRAPH_URL", `file:///${marked}`],
    ["META_GRAPH_VERSION", marked],
    ["META_GRAPH_VERSION", "v7"],
    ["SIMULATOR_URL", marked],
    ["LOG_LEVEL", marked],
  ];

  it.each(bad)("%s = %j gives a sentence that names it and not its value", (name, value) => {
    const sentence = refusalOf(() => read({ [name]: value }));
    expect(sentence).toMatch(new RegExp(`^${name}: .{8,}\\.$`));
    expect(sentence).not.toContain(value);
    expect(sentence).not.toContain(marked);
  });

  it("is named together with all others, each once", () => {
    const sentence = refusalOf(() =>
      read({ ENCRYPTION_KEYS_OLD: "a,b,c", META_APP_ID: undefined, LOG_LEVEL: "loud", DATABASE_URL: "x" }),
    );
    for (const name of ["ENCRYPTION_KEYS_OLD", "META_APP_ID", "LOG_LEVEL", "DATABASE_URL"])
      expect(sentence.split(name)).toHaveLength(2);
  });
});

describe("demo mode", () => {
  it.each([
    "http://127.0.0.1:4000",
    "http://localhost:4000",
    "http://127.9.9.9",
    "http://[::1]:4000",
    "https://localhost",
  ])("talks to %s", (url) => {
    expect(() => checkCoreEnv(read({ META_GRAPH_URL: url, SIMULATOR_URL: url }, DEMO))).not.toThrow();
  });

  const elsewhere = [
    "https://graph.facebook.com",
    "http://10.0.0.1:4000",
    "http://0.0.0.0:4000",
    "http://192.168.1.2",
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
    "http://localhost@evil.example",
    "http://evil.example/localhost",
    "http://evil.example#localhost",
    "http://[::ffff:10.0.0.1]/",
    "http://xlocalhost",
  ];

  it.each(elsewhere)("refuses %s as Meta's host, whose requests carry tokens", (url) => {
    const sentence = refusalOf(() => checkCoreEnv(read({ META_GRAPH_URL: url }, DEMO)));
    expect(sentence).toMatch(/^META_GRAPH_URL must be on this machine/);
    expect(sentence).not.toContain(url);
  });

  it.each(elsewhere)("refuses %s as the simulator", (url) => {
    expect(refusalOf(() => checkCoreEnv(read({ SIMULATOR_URL: url }, DEMO)))).toMatch(/^SIMULATOR_URL must be on this/);
  });

  it("does not start without a simulator, nor with Meta's own hosts by default", () => {
    expect(refusalOf(() => checkCoreEnv(read({ SIMULATOR_URL: undefined }, DEMO)))).toMatch(
      /^SIMULATOR_URL is not set/,
    );
    expect(refusalOf(() => checkCoreEnv(read({ META_GRAPH_URL: undefined }, DEMO)))).toMatch(/^META_GRAPH_URL must be/);
  });
});

describe("live mode", () => {
  it("talks to Meta", () => {
    expect(() => checkCoreEnv(read({}))).not.toThrow();
  });

  it.each([
    "http://127.0.0.1:4000",
    "http://localhost:4000",
    "https://localhost",
    "https://[::1]",
    "http://graph.facebook.com",
    "https://facebook.com.evil.example",
    "https://evilfacebook.com",
    "https://graph.facebook.com@evil.example",
    "https://evil.example/graph.facebook.com",
    "https://10.0.0.1",
  ])("refuses %s", (url) => {
    expect(refusalOf(() => checkCoreEnv(read({ META_GRAPH_URL: url })))).toMatch(/^META_GRAPH_URL must be Meta's own/);
  });

  it("refuses a simulator", () => {
    expect(refusalOf(() => checkCoreEnv(read({ SIMULATOR_URL: "http://localhost:4000" })))).toBe(
      "SIMULATOR_URL is for demo mode only.",
    );
  });

  it("is served over https, but for this machine", () => {
    expect(refusalOf(() => checkCoreEnv(read({ APP_URL: "http://desk.example" })))).toMatch(
      /^APP_URL must be an https/,
    );
    expect(() => checkCoreEnv(read({ APP_URL: "https://desk.example" }))).not.toThrow();
    expect(() => checkCoreEnv(read({ APP_URL: "http://localhost:3000" }))).not.toThrow();
  });
});
