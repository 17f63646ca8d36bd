import type { UserRole } from "@frontdesk/validators/role";
import type { NextAuthConfig, Session } from "next-auth";
import type { JWT } from "next-auth/jwt";

/** What the session cookie says. It is a hint for redirects; whether the session is good, its row decides. */
export type SessionClaims = { sessionId: string; userId: string; role: UserRole; businessId: string | null };

/** Seven days, as the session's row. */
const MAX_AGE_SECONDS = 7 * 86_400;

/** The part of the configuration without the database: all that `proxy.ts` needs to read the cookie. */
export function createAuthConfig(options: { secret: string; isSecure: boolean }): NextAuthConfig {
  const prefix = options.isSecure ? "__Host-" : "";
  const cookie = { httpOnly: true, sameSite: "lax", path: "/", secure: options.isSecure } as const;
  return {
    secret: options.secret,
    // We redirect by ourselves, to paths inside the app; next-auth is only asked to sign in, sign out and read the cookie.
    trustHost: true,
    providers: [],
    pages: { signIn: "/sign-in", error: "/sign-in" },
    session: { strategy: "jwt", maxAge: MAX_AGE_SECONDS, updateAge: MAX_AGE_SECONDS },
    cookies: {
      sessionToken: { name: `${prefix}frontdesk.session`, options: cookie },
      callbackUrl: { name: `${prefix}frontdesk.callback`, options: cookie },
      csrfToken: { name: `${prefix}frontdesk.csrf`, options: cookie },
    },
    logger: { error() {}, warn() {}, debug() {} },
    callbacks: {
      jwt({ token, user }) {
        const claims = (user as { claims?: SessionClaims } | undefined)?.claims;
        return claims ? { ...token, claims } : token;
      },
      session({ session, token }) {
        return { ...session, claims: readClaims(token) } as Session;
      },
    },
  };
}

function readClaims(token: JWT): SessionClaims | null {
  return (token as { claims?: SessionClaims }).claims ?? null;
}

/** The claims of what `auth()` answers; null for a stranger. */
export function claimsOf(session: unknown): SessionClaims | null {
  return (session as { claims?: SessionClaims } | null)?.claims ?? null;
}
