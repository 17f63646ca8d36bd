import { ConfigurationError, parseEnv } from "@frontdesk/core/env";
import { describe, expect, it } from "vitest";
import { authEnvShape } from "./env.ts";

const SECRET = "0123456789abcdef0123456789abcdef";

describe("the settings of signing in", () => {
  it("need a long secret, and allow no super admin to register unless told to", () => {
    expect(parseEnv(authEnvShape, { AUTH_SECRET: SECRET })).toEqual({
      AUTH_SECRET: SECRET,
      ALLOW_SUPER_ADMIN_REGISTRATION: "false",
    });
  });

  it.each([
    [{}, "AUTH_SECRET is not set."],
    [{ AUTH_SECRET: "" }, "AUTH_SECRET is not set."],
    [{ AUTH_SECRET: "tooshort" }, "AUTH_SECRET: must be at least 32 characters (openssl rand -base64 32)."],
    [
      { AUTH_SECRET: SECRET, ALLOW_SUPER_ADMIN_REGISTRATION: "yes please" },
      "ALLOW_SUPER_ADMIN_REGISTRATION: is true or false.",
    ],
  ])("%j is refused in a sentence that shows no value", (source, sentence) => {
    expect(() => parseEnv(authEnvShape, source)).toThrow(new ConfigurationError(sentence));
  });
});
