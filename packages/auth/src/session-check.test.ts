import { randomUUID } from "node:crypto";
import { DomainError } from "@frontdesk/core/domain-error";
import { checkSession, createSessionCheck, listSessions, revokeSession } from "@frontdesk/core/member/sessions";
import { openSession } from "@frontdesk/core/member/sign-in";
import type { SignedIn } from "@frontdesk/core/scope";
import { buildBusiness, buildMember, type TestBusiness } from "@frontdesk/testing/build-business";
import { openTestDatabase, type TestDatabase } from "@frontdesk/testing/test-database";
import { createTestDeps, type TestDeps } from "@frontdesk/testing/test-deps";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

const HOUR = 3_600_000;

let database: TestDatabase;
let deps: TestDeps;
let business: TestBusiness;
let sessionId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  deps = await createTestDeps({ databaseUrl: database.databaseUrl });
});

afterAll(async () => {
  await deps.close();
  await database.close();
});

beforeEach(async () => {
  business = await buildBusiness(database);
  sessionId = await openSession(deps, business.ownerId, "a browser");
});

afterEach(() => {
  vi.useRealTimers();
});

async function personOf(id: string): Promise<SignedIn> {
  const person = await checkSession(deps, id);
  if (!person) throw new Error("The session is not good");
  return person;
}

function dateBack(data: { lastSeenAt?: Date; expiresAt?: Date }) {
  return database.rows.userSession.update({ where: { id: sessionId }, data });
}

describe("a session", () => {
  it("says who it belongs to, with the role as it is now", async () => {
    expect(await personOf(sessionId)).toMatchObject({ userId: business.ownerId, role: "BUSINESS_OWNER" });
    await database.rows.user.update({ where: { id: business.ownerId }, data: { role: "TEAM_MEMBER" } });
    expect(await personOf(sessionId)).toMatchObject({ role: "TEAM_MEMBER" });
  });

  it("is nobody's when its id is unknown", async () => {
    expect(await checkSession(deps, randomUUID())).toBeNull();
  });

  it("ends after twelve idle hours", async () => {
    await dateBack({ lastSeenAt: new Date(Date.now() - 12 * HOUR + 30_000) });
    expect(await checkSession(deps, sessionId)).not.toBeNull();
    await dateBack({ lastSeenAt: new Date(Date.now() - 12 * HOUR - 1_000) });
    expect(await checkSession(deps, sessionId)).toBeNull();
    // Looking did not wake it up again.
    expect(await checkSession(deps, sessionId)).toBeNull();
  });

  it("ends after seven days, however active", async () => {
    const { expiresAt, createdAt } = await database.rows.userSession.findUniqueOrThrow({ where: { id: sessionId } });
    expect(expiresAt.getTime() - createdAt.getTime()).toBe(7 * 24 * HOUR);
    await dateBack({ expiresAt: new Date(Date.now() - 1_000), lastSeenAt: new Date() });
    expect(await checkSession(deps, sessionId)).toBeNull();
  });

  it("notes that it was seen, at most once a minute", async () => {
    const seenAt = async () =>
      (await database.rows.userSession.findUniqueOrThrow({ where: { id: sessionId } })).lastSeenAt.getTime();
    const opened = await seenAt();
    await personOf(sessionId);
    expect(await seenAt()).toBe(opened);
    await dateBack({ lastSeenAt: new Date(Date.now() - 2 * 60_000) });
    await personOf(sessionId);
    expect(await seenAt()).toBeGreaterThanOrEqual(opened);
  });

  it("is refused while its business is suspended, and good again afterwards", async () => {
    await database.rows.business.update({ where: { id: business.id }, data: { suspendedAt: new Date() } });
    expect(await checkSession(deps, sessionId)).toBeNull();
    await database.rows.business.update({ where: { id: business.id }, data: { suspendedAt: null } });
    expect(await checkSession(deps, sessionId)).not.toBeNull();
  });

  it("is gone with its person", async () => {
    await database.rows.user.delete({ where: { id: business.ownerId } });
    expect(await checkSession(deps, sessionId)).toBeNull();
  });
});

describe("revoking", () => {
  it("is seen within 30 seconds where the session was believed, and at once by who asks anew", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
    const check = createSessionCheck(deps);
    const elsewhere = createSessionCheck(deps);
    expect(await check(sessionId)).not.toBeNull();
    expect(await elsewhere(sessionId)).not.toBeNull();
    await revokeSession(deps, await personOf(sessionId), sessionId);

    expect(await check(sessionId, { fresh: true })).toBeNull();
    // Asking anew is remembered: the same process does not go back to what it believed.
    expect(await check(sessionId)).toBeNull();
    vi.setSystemTime(Date.now() + 30_000);
    expect(await elsewhere(sessionId)).toBeNull();
  });

  it("is not found for another person's session, in the same business or not, as for one that does not exist", async () => {
    const colleague = await buildMember(database, business);
    const stranger = await buildBusiness(database);
    for (const userId of [colleague.userId, stranger.ownerId]) {
      const person = await personOf(await openSession(deps, userId, null));
      const foreign = await refusalOf(revokeSession(deps, person, sessionId));
      expect(foreign.code).toBe("NOT_FOUND");
      expect(foreign).toEqual(await refusalOf(revokeSession(deps, person, randomUUID())));
    }
    expect(await checkSession(deps, sessionId)).not.toBeNull();
  });

  it("happens once", async () => {
    const person = await personOf(sessionId);
    await revokeSession(deps, person, sessionId);
    expect(await refusalOf(revokeSession(deps, person, sessionId))).toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("the list of one's sessions", () => {
  it("holds one's own good ones, the newest first, and marks the current one", async () => {
    const colleague = await buildMember(database, business);
    await openSession(deps, colleague.userId, null);
    const revoked = await openSession(deps, business.ownerId, null);
    const person = await personOf(sessionId);
    await revokeSession(deps, person, revoked);
    const idle = await openSession(deps, business.ownerId, null);
    await database.rows.userSession.update({
      where: { id: idle },
      data: { lastSeenAt: new Date(Date.now() - 13 * HOUR) },
    });
    const newest = await openSession(deps, business.ownerId, "a phone", new Date(Date.now() + 1_000));

    const listed = await listSessions(deps, person);
    expect(listed.map(({ id, isCurrent }) => ({ id, isCurrent }))).toEqual([
      { id: newest, isCurrent: false },
      { id: sessionId, isCurrent: true },
    ]);
  });
});

async function refusalOf(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DomainError)) throw new Error("It was not refused");
  return { code: error.code, message: error.message };
}
