import { describe, expect, it } from "vitest";
import { claimsOf, createAuthConfig } from "./auth-config.ts";

const SECRET = "a secret of at least thirty-two letters";

describe("the session cookie", () => {
  it("is bound to HTTPS and this host, unreadable to scripts, and not sent along by other sites", () => {
    const { cookies, useSecureCookies } = createAuthConfig({ secret: SECRET, isSecure: true });
    expect(useSecureCookies).not.toBe(false);
    for (const cookie of [cookies?.sessionToken, cookies?.callbackUrl, cookies?.csrfToken]) {
      expect(cookie?.name).toMatch(/^__Host-/);
      expect(cookie?.options).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
    }
  });

  it("has no prefix on localhost, where there is no HTTPS", () => {
    const { cookies } = createAuthConfig({ secret: SECRET, isSecure: false });
    expect(cookies?.sessionToken?.name).toBe("frontdesk.session");
    expect(cookies?.sessionToken?.options).toMatchObject({ httpOnly: true, sameSite: "lax", secure: false });
  });

  it("lives for seven days at most and is not renewed", () => {
    expect(createAuthConfig({ secret: SECRET, isSecure: true }).session).toEqual({
      strategy: "jwt",
      maxAge: 604_800,
      updateAge: 604_800,
    });
  });
});

describe("claims", () => {
  const claims = { sessionId: "s", userId: "u", role: "TEAM_MEMBER", businessId: "b" } as const;
  const { callbacks } = createAuthConfig({ secret: SECRET, isSecure: true });

  it("come from signing in and stay with the token", async () => {
    const signedIn = await callbacks?.jwt?.({ token: { sub: "u" }, user: { id: "u", claims } } as never);
    expect(signedIn).toMatchObject({ claims });
    const later = await callbacks?.jwt?.({ token: signedIn } as never);
    const session = await callbacks?.session?.({ session: { expires: "" }, token: later } as never);
    expect(claimsOf(session)).toEqual(claims);
  });

  it("cannot be changed by the page: an update of the session is not taken over", async () => {
    const token = { sub: "u", claims };
    const updated = await callbacks?.jwt?.({
      token,
      trigger: "update",
      session: { claims: { ...claims, role: "SUPER_ADMIN" } },
    } as never);
    expect(updated).toEqual(token);
  });

  it("are null for a stranger", () => {
    expect(claimsOf(null)).toBeNull();
    expect(claimsOf({})).toBeNull();
    expect(claimsOf({ user: { name: "x" } })).toBeNull();
  });
});
