import { z } from "zod";

const envSchema = z.object({
  SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  SIM_SEED: z.coerce.number().int().default(1),
  APP_URL: z.url({ protocol: /^https?$/ }).default("http://localhost:3000"),
  META_APP_ID: z.string().regex(/^\d+$/, "must be digits").default("884422110033557"),
  META_APP_SECRET: z.string().min(1).default("sim_app_secret_4f0c2b"),
  META_WEBHOOK_VERIFY_TOKEN: z.string().min(1).default("sim_verify_token"),
  SIM_SNAPSHOT: z.string().min(1).optional(),
  SIM_131047: z.enum(["sync", "async"]).default("async"),
});

export type SimulatorEnv = z.infer<typeof envSchema>;

/**
 * Reads the simulator's settings. Throws an Error whose message names each bad variable in one sentence.
 */
export function readEnv(source: Record<string, string | undefined> = process.env): SimulatorEnv {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = envSchema.safeParse(filled);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The simulator cannot start: ${problems.join("; ")}.`);
}
