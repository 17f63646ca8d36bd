import { authEnvShape } from "@frontdesk/auth/env";
import { ConfigurationError, coreEnvShape, parseEnv } from "@frontdesk/core/env";
import { z } from "zod";

const shape = {
  ...coreEnvShape,
  ...authEnvShape,
  WEB_PORT: z.coerce.number("is a port").int().min(1).max(65_535).default(3000),
  /** The address to listen on: this machine only in demo mode, every interface in live mode. */
  WEB_HOST: z.string().optional(),
  /** How many proxies of ours stand in front: whose word about a client's address is believed. */
  WEB_TRUSTED_PROXIES: z.coerce.number("is a number").int().min(0).max(10).default(0),
  /** The file with the demo's sign-ins that the seed wrote. */
  DEMO_SIGN_INS_FILE: z.string().optional(),
};

/** The web app's settings. @throws ConfigurationError with a sentence for the operator */
export function readEnv() {
  const env = parseEnv(shape, process.env);
  if (env.AUTH_SECRET.toLowerCase() === env.ENCRYPTION_KEY.toLowerCase())
    throw new ConfigurationError("AUTH_SECRET and ENCRYPTION_KEY must not be the same.");
  return env;
}

export type WebEnv = ReturnType<typeof readEnv>;

/** Hot reload evaluates code and speaks over a web socket, which the content security policy must let it do. */
export const isDevelopment = process.env.NODE_ENV === "development";
