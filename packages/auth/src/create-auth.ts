import type { Deps } from "@frontdesk/core/deps";
import { isDomainError } from "@frontdesk/core/domain-error";
import { checkSession, endSession } from "@frontdesk/core/member/sessions";
import { signIn } from "@frontdesk/core/member/sign-in";
import { signInInputSchema } from "@frontdesk/validators/account";
import NextAuth, { CredentialsSignin, type NextAuthResult } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { claimsOf, createAuthConfig, type SessionClaims } from "./auth-config.ts";

/** Why signing in was refused, as next-auth carries it: a sentence for people. */
class SignInRefused extends CredentialsSignin {
  constructor(sentence: string) {
    super();
    this.code = sentence;
  }
}

/** The sentence of a refused sign-in; null for every other failure. Known by next-auth's type, not by class: see `isDomainError`. */
export function readRefusal(error: unknown): string | null {
  const { type, code } = (error ?? {}) as { type?: unknown; code?: unknown };
  return type === "CredentialsSignin" && typeof code === "string" ? code : null;
}

/**
 * next-auth with e-mail and password. The cookie is a signed token with the id of a UserSession row; signing in always
 * makes a new row.
 */
export function createAuth(deps: Deps, options: { secret: string; isSecure: boolean }): NextAuthResult {
  return NextAuth({
    ...createAuthConfig(options),
    events: {
      // Also where next-auth's own route signs out: a copy of the cookie is worth nothing afterwards.
      async signOut(message) {
        const claims = "token" in message ? claimsOf(message.token) : null;
        if (claims) await endSession(deps, claims);
      },
    },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        async authorize(raw, request) {
          const input = signInInputSchema.safeParse({ email: raw.email, password: raw.password });
          if (!input.success) throw new SignInRefused("Write your e-mail address and your password.");
          try {
            const opened = await signIn(deps, {
              ...input.data,
              userAgent: request.headers.get("user-agent"),
              address: request.headers.get("x-client-address"),
            });
            const person = await checkSession(deps, opened.sessionId);
            if (!person) return null;
            const claims: SessionClaims = {
              sessionId: person.sessionId,
              userId: person.userId,
              role: person.role,
              businessId: person.businessId,
            };
            return { id: person.userId, claims } as { id: string };
          } catch (error) {
            if (isDomainError(error)) throw new SignInRefused(error.message);
            throw error;
          }
        },
      }),
    ],
  });
}
