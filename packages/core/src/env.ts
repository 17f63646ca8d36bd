import { z } from "zod";

const modeSchema = z.enum(["demo", "live"], "FRONTDESK_MODE is demo or live");
const databaseUrlSchema = z.string().regex(/^postgres(ql)?:\/\//, "must be a postgresql:// address");
const keySchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/i, "must be 32 bytes as 64 hexadecimal digits (openssl rand -hex 32)");

/** What every process of Frontdesk is configured with; only the `src/env.ts` of each app reads it. */
export const coreEnvShape = {
  FRONTDESK_MODE: modeSchema.default("live"),
  APP_URL: z
    .url({ protocol: /^https?$/, error: "APP_URL must be an http(s) address" })
    .default("http://localhost:3000"),
  DATABASE_URL: databaseUrlSchema,
  ENCRYPTION_KEY: keySchema,
  ENCRYPTION_KEYS_OLD: z
    .string()
    .default("")
    .transform((list) =>
      list
        .split(",")
        .map((key) => key.trim())
        .filter(Boolean),
    )
    .pipe(z.array(keySchema)),
  META_APP_ID: z.string().min(1),
  META_APP_SECRET: z.string().min(8),
  META_WEBHOOK_VERIFY_TOKEN: z.string().min(8),
  META_GRAPH_URL: z.url({ protocol: /^https?$/ }).default("https://graph.facebook.com"),
  META_GRAPH_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, "looks like v26.0")
    .default("v26.0"),
  /** The simulated Meta, in demo mode only: its clock and its phone page. */
  SIMULATOR_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
};

const coreEnvSchema = z.object(coreEnvShape);
export type CoreEnv = z.infer<typeof coreEnvSchema>;

/** A configuration that can't be started with; its message is one sentence a fault, for the operator. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/**
 * Reads settings by a shape. Empty values count as absent, as in a copied `.env.example`.
 * @throws ConfigurationError naming each variable that is missing or wrong, never its value
 */
export function parseEnv<S extends z.ZodRawShape>(
  shape: S,
  source: Record<string, string | undefined>,
): z.infer<z.ZodObject<S>> {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const result = z.object(shape).safeParse(present);
  if (!result.success) {
    const faults = result.error.issues.map((issue) => {
      const name = String(issue.path[0] ?? "settings");
      return name in present ? `${name}: ${issue.message}.` : `${name} is not set.`;
    });
    throw new ConfigurationError([...new Set(faults)].join(" "));
  }
  return result.data as z.infer<z.ZodObject<S>>;
}

/**
 * What one setting alone cannot say: demo mode talks to a simulated Meta on this machine only, live mode to Meta only.
 * FRONTDESK_MODE decides, never NODE_ENV.
 * @throws ConfigurationError
 */
export function checkCoreEnv(env: CoreEnv): void {
  const isLocal = isLoopback(env.META_GRAPH_URL);
  if (env.FRONTDESK_MODE === "demo") {
    if (!isLocal)
      throw new ConfigurationError("META_GRAPH_URL must be on this machine (127.0.0.1 or localhost) in demo mode.");
    if (!env.SIMULATOR_URL) throw new ConfigurationError("SIMULATOR_URL is not set; demo mode needs the simulator.");
    if (!isLoopback(env.SIMULATOR_URL))
      throw new ConfigurationError("SIMULATOR_URL must be on this machine (127.0.0.1 or localhost).");
    return;
  }
  const host = new URL(env.META_GRAPH_URL);
  if (isLocal || host.protocol !== "https:" || !host.hostname.endsWith(".facebook.com"))
    throw new ConfigurationError("META_GRAPH_URL must be Meta's own (https://graph.facebook.com) in live mode.");
  if (env.SIMULATOR_URL) throw new ConfigurationError("SIMULATOR_URL is for demo mode only.");
  // Over plain HTTP the session's cookie could neither be kept from listeners nor bound to the host.
  if (!env.APP_URL.startsWith("https:") && !isLoopback(env.APP_URL))
    throw new ConfigurationError("APP_URL must be an https address in live mode.");
}

function isLoopback(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
