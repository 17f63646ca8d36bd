import { checkSession } from "@frontdesk/core/member/sessions";
import { buildBusiness, type TestBusiness } from "@frontdesk/testing/build-business";
import { openTestDatabase, type TestDatabase } from "@frontdesk/testing/test-database";
import { createTestDeps, type TestDeps } from "@frontdesk/testing/test-deps";
import { NextRequest } from "next/server";
import type { NextAuthResult } from "next-auth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { claimsOf, type SessionClaims } from "./auth-config.ts";
import { createAuth } from "./create-auth.ts";

const ORIGIN = "https://desk.example";

let database: TestDatabase;
let deps: TestDeps;
let auth: NextAuthResult;
let business: TestBusiness;

beforeAll(async () => {
  database = await openTestDatabase();
  deps = await createTestDeps({ databaseUrl: database.databaseUrl });
  auth = createAuth(deps, { secret: "a secret of at least thirty-two letters", isSecure: true });
});

afterAll(async () => {
  await deps.close();
  await database.close();
});

beforeEach(async () => {
  business = await buildBusiness(database);
});

/** A browser: keeps the cookies that it is given. */
class Browser {
  readonly cookies = new Map<string, string>();
  readonly setCookies: string[] = [];

  async request(path: string, form?: Record<string, string>): Promise<Response> {
    const request = new NextRequest(`${ORIGIN}/api/auth/${path}`, {
      method: form ? "POST" : "GET",
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        "user-agent": "a browser",
        "x-client-address": "192.0.2.1",
      },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    const response = form ? await auth.handlers.POST(request) : await auth.handlers.GET(request);
    for (const line of response.headers.getSetCookie()) {
      this.setCookies.push(line);
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
      this.cookies.set(name, value);
    }
    return response;
  }

  async signIn(email: string, password: string, extra: Record<string, string> = {}): Promise<URL> {
    const { csrfToken } = (await (await this.request("csrf")).json()) as { csrfToken: string };
    const response = await this.request("callback/credentials", { email, password, csrfToken, ...extra });
    return new URL(response.headers.get("location") ?? "", ORIGIN);
  }

  async claims(): Promise<SessionClaims | null> {
    return claimsOf(await (await this.request("session")).json());
  }
}

const emailOf = ({ ownerId }: TestBusiness) => `${ownerId}@example.com`;

describe("signing in through next-auth", () => {
  it("sets a cookie that names a session row, which decides who it is", async () => {
    const browser = new Browser();
    await browser.signIn(` ${emailOf(business).toUpperCase()} `, "secret");
    const claims = await browser.claims();
    expect(claims).toMatchObject({ userId: business.ownerId, role: "BUSINESS_OWNER", businessId: business.id });
    expect(await checkSession(deps, claims?.sessionId ?? "")).toMatchObject({ userId: business.ownerId });
    const session = browser.setCookies.filter((line) => line.startsWith("__Host-frontdesk.session=")).at(-1);
    expect(session).toMatch(/HttpOnly/);
    expect(session).toMatch(/Secure/);
    expect(session).toMatch(/SameSite=Lax/);
    expect(session).toMatch(/Path=\//);
    expect(session).not.toMatch(/Domain=/);
  });

  it("gives a new session to who was signed in already: an id from before is worth nothing new", async () => {
    const browser = new Browser();
    await browser.signIn(emailOf(business), "secret");
    const before = await browser.claims();
    const other = await buildBusiness(database);
    await browser.signIn(emailOf(other), "secret");
    const after = await browser.claims();
    expect(after?.userId).toBe(other.ownerId);
    expect(after?.sessionId).not.toBe(before?.sessionId);
  });

  it("tells a wrong password and an unknown address apart in nothing, and sets no session", async () => {
    const places = [];
    for (const [email, password] of [
      [emailOf(business), "wrong"],
      ["nobody@example.com", "secret"],
    ] as const) {
      const browser = new Browser();
      places.push((await browser.signIn(email, password)).href);
      expect(await browser.claims()).toBeNull();
    }
    expect(places[0]).toBe(places[1]);
    expect(new URL(places[0] ?? "").searchParams.get("code")).toBe(
      "This e-mail address and password do not belong together.",
    );
  });

  it("refuses a form without the token that only our page has", async () => {
    const browser = new Browser();
    await browser.request("csrf");
    await browser.request("callback/credentials", { email: emailOf(business), password: "secret", csrfToken: "guess" });
    expect(await browser.claims()).toBeNull();
    expect(await database.rows.userSession.count({ where: { userId: business.ownerId } })).toBe(0);
  });

  it("believes no role, session or business that the form names", async () => {
    const browser = new Browser();
    await browser.signIn(emailOf(business), "secret", {
      role: "SUPER_ADMIN",
      sessionId: "chosen",
      businessId: "another",
      claims: "{}",
    });
    expect(await browser.claims()).toMatchObject({ role: "BUSINESS_OWNER", businessId: business.id });
  });

  it("goes nowhere else afterwards", async () => {
    for (const callbackUrl of ["https://evil.example/", "//evil.example", "/\\evil.example"]) {
      const place = await new Browser().signIn(emailOf(business), "secret", { callbackUrl });
      expect(place.origin).toBe(ORIGIN);
    }
  });

  it("does not take a cookie that was signed with another secret", async () => {
    const forger = createAuth(deps, { secret: "another secret of thirty-two letters!", isSecure: true });
    const browser = new Browser();
    const real = auth;
    auth = forger;
    await browser.signIn(emailOf(business), "secret");
    expect(await browser.claims()).not.toBeNull();
    auth = real;
    expect(await browser.claims()).toBeNull();
  });
});
