import type { Deps } from "@frontdesk/core/deps";
import { checkSession } from "@frontdesk/core/member/sessions";
import { openSession } from "@frontdesk/core/member/sign-in";
import type { SignedIn } from "@frontdesk/core/scope";
import { newId } from "@frontdesk/db/new-id";
import { buildMarkedBusiness, type MarkedBusiness } from "./marked-business.ts";
import { openTestDatabase, type TestDatabase } from "./test-database.ts";
import { createTestDeps, FIXTURE_TIME, type TestDeps } from "./test-deps.ts";

/** Everyone who can call a procedure about business A: its people, nobody, the owner of business B, a super admin. */
export const CALLERS = ["nobody", "stranger", "member", "owner", "superAdmin"] as const;
export type Caller = (typeof CALLERS)[number];

export type CallContext = {
  deps: Deps;
  person: SignedIn | null;
  requestId: string;
  recheck: () => Promise<SignedIn | null>;
};

/** Two businesses that must not see each other, with a session for everyone. */
export type TwoBusinesses = {
  readonly database: TestDatabase;
  readonly deps: TestDeps;
  readonly a: MarkedBusiness;
  readonly b: MarkedBusiness;
  readonly sessionIds: Readonly<Record<Exclude<Caller, "nobody">, string>>;
  /** What a request of this caller is answered with: who they are is asked of their session's row. */
  contextOf(caller: Caller, deps?: Deps): Promise<CallContext>;
  userIdOf(caller: Exclude<Caller, "nobody">): string;
  close(): Promise<void>;
};

/** Opens a database with two marked businesses; both have the same kinds of rows. */
export async function openTwoBusinesses(): Promise<TwoBusinesses> {
  const database = await openTestDatabase();
  const deps = await createTestDeps({ databaseUrl: database.databaseUrl });
  const a = await buildMarkedBusiness(database, "c4n4ryA", FIXTURE_TIME);
  const b = await buildMarkedBusiness(database, "c4n4ryB", FIXTURE_TIME);
  const adminId = newId();
  await database.rows.user.create({
    data: {
      id: adminId,
      email: "root@example.com",
      name: "Rita Root",
      passwordHash: "test:secret",
      role: "SUPER_ADMIN",
    },
  });
  const userIds = { stranger: b.ownerId, member: a.memberId, owner: a.ownerId, superAdmin: adminId };
  const sessionIds = {
    stranger: await openSession(deps, userIds.stranger, null),
    member: await openSession(deps, userIds.member, null),
    owner: await openSession(deps, userIds.owner, null),
    superAdmin: await openSession(deps, userIds.superAdmin, null),
  };
  return {
    database,
    deps,
    a,
    b,
    sessionIds,
    async contextOf(caller, callDeps = deps) {
      const ask = async () => (caller === "nobody" ? null : checkSession(deps, sessionIds[caller]));
      return { deps: callDeps, person: await ask(), requestId: "0195b1b4-7c1e-7000-8000-000000000001", recheck: ask };
    },
    userIdOf: (caller) => userIds[caller],
    async close() {
      await deps.close();
      await database.close();
    },
  };
}
