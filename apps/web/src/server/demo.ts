import { readFileSync } from "node:fs";
import { z } from "zod";
import { readEnv } from "../env.ts";

const signInsSchema = z.array(z.object({ label: z.string(), email: z.string(), password: z.string() }));

/** The sign-ins of the demo's people, as the seed wrote them; none in live mode. */
export function demoSignIns(): z.infer<typeof signInsSchema> {
  const env = readEnv();
  if (env.FRONTDESK_MODE !== "demo" || !env.DEMO_SIGN_INS_FILE) return [];
  try {
    return signInsSchema.parse(JSON.parse(readFileSync(env.DEMO_SIGN_INS_FILE, "utf8")));
  } catch {
    return [];
  }
}
