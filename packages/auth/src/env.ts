import { z } from "zod";

/** What signing in is configured with; the web app's `src/env.ts` reads it. */
export const authEnvShape = {
  AUTH_SECRET: z.string().min(32, "must be at least 32 characters (openssl rand -base64 32)"),
  /** "true": while there is no super admin, the next registration becomes one. */
  ALLOW_SUPER_ADMIN_REGISTRATION: z.enum(["true", "false"], "is true or false").default("false"),
};
