import { claimsOf } from "@frontdesk/auth/auth-config";
import { readRefusal } from "@frontdesk/auth/create-auth";
import { safePath } from "@frontdesk/auth/safe-path";
import { registerBusiness as registerInCore } from "@frontdesk/core/business/register-business";
import { isDomainError } from "@frontdesk/core/domain-error";
import { countAttempt } from "@frontdesk/core/member/limit-attempts";
import type { RegisterInput } from "@frontdesk/validators/account";
import { headers } from "next/headers";
import { getWeb } from "./deps.ts";

export type AuthResult = { ok: true; redirectTo: string } | { ok: false; error: string; field?: "email" | "password" };

/** Checks e-mail and password and sets the session cookie; `next` is followed only inside this app. */
export async function signInWithPassword(input: {
  email: string;
  password: string;
  next: string;
}): Promise<AuthResult> {
  const web = await getWeb();
  try {
    await web.auth.signIn("credentials", { email: input.email, password: input.password, redirect: false });
  } catch (error) {
    const refusal = readRefusal(error);
    if (refusal === null) throw error;
    return { ok: false, error: refusal };
  }
  return { ok: true, redirectTo: safePath(input.next, "/") };
}

/** Creates a business with its owner (or the first super admin, where that is allowed) and signs them in. */
export async function registerBusiness(input: RegisterInput): Promise<AuthResult> {
  const web = await getWeb();
  const address = (await headers()).get("x-client-address");
  if (!(await countAttempt(web.deps.db, new Date(), { account: `register:${input.email}`, address })))
    return { ok: false, error: "Too many attempts. Try again in fifteen minutes." };
  try {
    await registerInCore(web.deps, input, { mayCreateSuperAdmin: web.env.ALLOW_SUPER_ADMIN_REGISTRATION === "true" });
  } catch (error) {
    if (isDomainError(error))
      return { ok: false, error: error.message, ...(error.field === "email" ? { field: "email" as const } : {}) };
    throw error;
  }
  return signInWithPassword({ email: input.email, password: input.password, next: "/" });
}

/** Ends this sign-in: the row is revoked, so a copy of the cookie is worth nothing, and the cookie is deleted. */
export async function signOutCurrent(): Promise<void> {
  const web = await getWeb();
  const claims = claimsOf(await web.auth.auth());
  // Signing out revokes the row (`create-auth.ts`); asked afresh, this process forgets that it was good.
  await web.auth.signOut({ redirect: false });
  if (claims) await web.checkSession(claims.sessionId, { fresh: true });
}
