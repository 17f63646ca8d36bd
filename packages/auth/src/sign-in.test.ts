import type { Deps } from "@frontdesk/core/deps";
import { DomainError } from "@frontdesk/core/domain-error";
import { checkSession } from "@frontdesk/core/member/sessions";
import { signIn } from "@frontdesk/core/member/sign-in";
import { buildBusiness, type TestBusiness } from "@frontdesk/testing/build-business";
import { openTestDatabase, type TestDatabase } from "@frontdesk/testing/test-database";
import { createTestDeps, type TestDeps } from "@frontdesk/testing/test-deps";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

const WINDOW_MS = 15 * 60_000;
const WRONG_PAIR = "This e-mail address and password do not belong together.";

let database: TestDatabase;
let deps: TestDeps;
let business: TestBusiness;
let email: string;
/** How often a password was hashed to be compared, and against what. */
let compared: (string | null)[];
let counting: Deps;

beforeAll(async () => {
  // In the middle of a window of the limit, so that a test never spans two.
  vi.useFakeTimers({ toFake: ["Date"], now: Math.floor(Date.now() / WINDOW_MS) * WINDOW_MS + WINDOW_MS / 2 });
  database = await openTestDatabase();
  deps = await createTestDeps({ databaseUrl: database.databaseUrl });
});

afterAll(async () => {
  await deps.close();
  await database.close();
  vi.useRealTimers();
});

beforeEach(async () => {
  business = await buildBusiness(database);
  email = `${business.ownerId}@example.com`;
  compared = [];
  counting = {
    ...deps,
    passwords: {
      hash: deps.passwords.hash,
      verify: (passwordHash, password) => {
        compared.push(passwordHash);
        return deps.passwords.verify(passwordHash, password);
      },
    },
  };
});

function attempt(changes: { email?: string; password?: string; address?: string | null } = {}) {
  return signIn(counting, { email, password: "secret", userAgent: "a browser", address: null, ...changes });
}

async function refusalOf(work: Promise<unknown>): Promise<{ code: string; message: string; field: unknown }> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DomainError)) throw new Error("It was not refused");
  return { code: error.code, message: error.message, field: error.field };
}

describe("signing in", () => {
  it("opens a session with a new id every time", async () => {
    const first = await attempt();
    const second = await attempt();
    expect(second.sessionId).not.toBe(first.sessionId);
    for (const { sessionId } of [first, second])
      expect(await checkSession(deps, sessionId)).toMatchObject({
        sessionId,
        userId: business.ownerId,
        role: "BUSINESS_OWNER",
        businessId: business.id,
      });
  });

  it("cuts a browser's name that is too long to keep", async () => {
    const { sessionId } = await signIn(deps, {
      email,
      password: "secret",
      userAgent: "x".repeat(5_000),
      address: null,
    });
    const session = await database.rows.userSession.findUniqueOrThrow({ where: { id: sessionId } });
    expect(session.userAgent).toHaveLength(300);
  });

  it("answers an unknown address as a wrong password, and does the same work for both", async () => {
    const wrong = await refusalOf(attempt({ password: "wrong" }));
    const unknown = await refusalOf(attempt({ email: "nobody@example.com" }));
    expect(unknown).toEqual(wrong);
    expect(wrong).toEqual({ code: "UNAUTHENTICATED", message: WRONG_PAIR, field: undefined });
    expect(compared).toEqual(["test:secret", null]);
  });

  it("opens no session when refused", async () => {
    await refusalOf(attempt({ password: "wrong" }));
    expect(await database.rows.userSession.count({ where: { userId: business.ownerId } })).toBe(0);
  });

  it("tells who knows the password that the business is suspended, and nobody else", async () => {
    await database.rows.business.update({ where: { id: business.id }, data: { suspendedAt: new Date() } });
    expect(await refusalOf(attempt())).toMatchObject({ code: "FORBIDDEN" });
    expect(await refusalOf(attempt({ password: "wrong" }))).toMatchObject({
      code: "UNAUTHENTICATED",
      message: WRONG_PAIR,
    });
    expect(await database.rows.userSession.count({ where: { userId: business.ownerId } })).toBe(0);
  });
});

describe("too many attempts", () => {
  it("are refused after ten an account, the right password too, until the window is over", async () => {
    for (let tries = 0; tries < 10; tries += 1)
      expect(await refusalOf(attempt({ password: "wrong" }))).toMatchObject({ code: "UNAUTHENTICATED" });
    expect(await refusalOf(attempt())).toMatchObject({ code: "RATE_LIMITED" });
    expect(compared).toHaveLength(10);

    vi.setSystemTime(Date.now() + WINDOW_MS);
    expect(await attempt()).toHaveProperty("sessionId");
  });

  it("cost at most ten comparisons an account, from one address or from 200 at once", async () => {
    const tries = Array.from({ length: 100 }, (_, index) =>
      refusalOf(attempt({ password: "wrong", address: index % 2 ? "192.0.2.1" : `198.51.100.${index}` })),
    );
    const codes = (await Promise.all(tries)).map(({ code }) => code);
    expect(codes.filter((code) => code === "UNAUTHENTICATED")).toHaveLength(10);
    expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(90);
    expect(compared).toHaveLength(10);
  });

  it("count for unknown addresses as well, so that the limit does not tell who exists", async () => {
    const codes: string[] = [];
    for (let tries = 0; tries < 11; tries += 1)
      codes.push((await refusalOf(attempt({ email: "no-such@example.com", password: "wrong" }))).code);
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => "UNAUTHENTICATED"));
    expect(codes[10]).toBe("RATE_LIMITED");
  });

  it("are refused after a hundred wrong ones from one address, over all accounts", async () => {
    const address = "203.0.113.7";
    await database.rows.rateLimit.create({
      data: {
        key: `sign-in:address:${address}`,
        windowAt: new Date(Math.floor(Date.now() / WINDOW_MS) * WINDOW_MS),
        count: 99,
      },
    });
    // Right passwords do not count: an office behind one address signs in all day.
    expect(await attempt({ address })).toHaveProperty("sessionId");
    expect(await attempt({ address })).toHaveProperty("sessionId");
    expect(await refusalOf(attempt({ address, password: "wrong" }))).toMatchObject({ code: "UNAUTHENTICATED" });
    expect(await refusalOf(attempt({ address }))).toMatchObject({ code: "RATE_LIMITED" });
    expect(await attempt({ address: "203.0.113.8" })).toHaveProperty("sessionId");
  });
});
