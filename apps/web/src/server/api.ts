import { createCaller } from "@frontdesk/api/root";
import type { Context } from "@frontdesk/api/trpc";
import { claimsOf } from "@frontdesk/auth/auth-config";
import type { SignedIn } from "@frontdesk/core/scope";
import type { Me } from "@frontdesk/validators/account";
import type { Route } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { getWeb } from "./deps.ts";

/** Who the session cookie belongs to, by its row; null for strangers and revoked sessions. */
async function readPerson(options: { fresh?: boolean } = {}): Promise<SignedIn | null> {
  const web = await getWeb();
  const claims = claimsOf(await web.auth.auth());
  return claims ? web.checkSession(claims.sessionId, options) : null;
}

/** The context of one request: for the tRPC route and for server components. */
export async function createContext(): Promise<Context> {
  const web = await getWeb();
  const claims = claimsOf(await web.auth.auth());
  const sessionId = claims?.sessionId;
  return {
    deps: web.deps,
    person: sessionId ? await web.checkSession(sessionId) : null,
    requestId: crypto.randomUUID(),
    recheck: async () => (sessionId ? web.checkSession(sessionId, { fresh: true }) : null),
  };
}

/** Procedures for server components, called without HTTP, once per request. */
export const createServerCaller = cache(async () => createCaller(await createContext()));

/** The signed-in person, or the way to the sign-in page and back. */
export const requireUser = cache(async (): Promise<Me> => {
  const person = await readPerson();
  if (!person)
    redirect(`/sign-in?next=${encodeURIComponent((await headers()).get("x-pathname") ?? "/inbox")}` as Route);
  const caller = await createServerCaller();
  return caller.session.me();
});

/** The signed-in super admin; for everyone else the page does not exist. */
export async function requireSuperAdmin(): Promise<Me> {
  const me = await requireUser();
  if (me.user.role !== "SUPER_ADMIN") notFound();
  return me;
}
