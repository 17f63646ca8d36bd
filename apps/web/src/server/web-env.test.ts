import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readEnv } from "../env.ts";
import { demoSignIns } from "./demo.ts";

const KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

const COMPLETE = {
  FRONTDESK_MODE: "live",
  APP_URL: "https://desk.example",
  DATABASE_URL: "postgresql://frontdesk_app:pw@127.0.0.1:5432/frontdesk",
  AUTH_SECRET: "a secret of at least thirty-two letters",
  ENCRYPTION_KEY: KEY,
  ENCRYPTION_KEYS_OLD: "",
  META_APP_ID: "1234",
  META_APP_SECRET: "app-secret-of-meta",
  META_WEBHOOK_VERIFY_TOKEN: "verify-me",
  META_GRAPH_URL: "",
  SIMULATOR_URL: "",
  WEB_PORT: "",
  WEB_HOST: "",
  DEMO_SIGN_INS_FILE: "",
  ALLOW_SUPER_ADMIN_REGISTRATION: "",
};

beforeEach(() => {
  for (const [name, value] of Object.entries(COMPLETE)) vi.stubEnv(name, value);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("the web app's settings", () => {
  it("are complete with nothing optional set", () => {
    expect(readEnv()).toMatchObject({ WEB_PORT: 3000, ALLOW_SUPER_ADMIN_REGISTRATION: "false", ENCRYPTION_KEY: KEY });
  });

  it.each([KEY, KEY.toUpperCase()])("refuse the encryption key as the secret of sign-ins (%s)", (secret) => {
    vi.stubEnv("AUTH_SECRET", secret);
    expect(readEnv).toThrow("AUTH_SECRET and ENCRYPTION_KEY must not be the same.");
  });

  it.each(["0", "65536", "80.5", "http", "-1"])("refuse %j as a port, in a sentence", (port) => {
    vi.stubEnv("WEB_PORT", port);
    expect(readEnv).toThrow(/^WEB_PORT: .+\.$/);
  });
});

describe("the demo's sign-ins", () => {
  it("are none in live mode, without a file, and for a file that can't be read", () => {
    vi.stubEnv("DEMO_SIGN_INS_FILE", import.meta.filename);
    expect(demoSignIns()).toEqual([]);
    vi.stubEnv("FRONTDESK_MODE", "demo");
    expect(demoSignIns()).toEqual([]);
    vi.stubEnv("DEMO_SIGN_INS_FILE", "");
    expect(demoSignIns()).toEqual([]);
  });
});
