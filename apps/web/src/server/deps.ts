import { createAuth } from "@frontdesk/auth/create-auth";
import { createDeps } from "@frontdesk/core/create-deps";
import type { ProcessDeps } from "@frontdesk/core/deps";
import { createSessionCheck } from "@frontdesk/core/member/sessions";
import type { NextAuthResult } from "next-auth";
import { readEnv, type WebEnv } from "../env.ts";
import { processState } from "./process-state.ts";

export type Web = {
  env: WebEnv;
  deps: ProcessDeps;
  auth: NextAuthResult;
  checkSession: ReturnType<typeof createSessionCheck>;
};

/** The composition root of the web process: made once, by whoever asks first. */
export function getWeb(): Promise<Web> {
  const holder = globalThis as { frontdeskWeb?: Promise<Web> };
  holder.frontdeskWeb ??= createWeb().catch((error: unknown) => {
    // Asked again by the next request: the database may be back by then.
    delete holder.frontdeskWeb;
    throw error;
  });
  return holder.frontdeskWeb;
}

async function createWeb(): Promise<Web> {
  const env = readEnv();
  const deps = await createDeps(env, { role: "web" });
  const state = processState();
  state.close = () => deps.close();
  return {
    env,
    deps,
    auth: createAuth(deps, { secret: env.AUTH_SECRET, isSecure: isSecure(env) }),
    checkSession: createSessionCheck(deps),
  };
}

/** Cookies are bound to HTTPS wherever the app is served by it; on localhost it is not. */
function isSecure(env: WebEnv): boolean {
  return env.APP_URL.startsWith("https:");
}
