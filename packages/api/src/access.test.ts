import { randomUUID } from "node:crypto";
import { checksumBusiness } from "@frontdesk/testing/business-rows";
import { buildTarget } from "@frontdesk/testing/marked-business";
import { CALLERS, type Caller, openTwoBusinesses, type TwoBusinesses } from "@frontdesk/testing/two-businesses";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCESS_TABLE, type AccessIds, type AccessRow, type Audience, absentIds, usedIds } from "./access-table.ts";
import { callProcedure, type ProcedureAnswer } from "./call-procedure.ts";
import { appRouter } from "./root.ts";

const PATHS = Object.keys(appRouter._def.procedures).sort();

/** How each kind of procedure answers who may not call it. */
const REFUSALS: Record<Audience, Partial<Record<Caller, [code: string, status: number]>>> = {
  person: { nobody: ["UNAUTHORIZED", 401] },
  member: { nobody: ["UNAUTHORIZED", 401], superAdmin: ["FORBIDDEN", 403] },
  owner: { nobody: ["UNAUTHORIZED", 401], superAdmin: ["FORBIDDEN", 403], member: ["FORBIDDEN", 403] },
  superAdmin: {
    nobody: ["UNAUTHORIZED", 401],
    stranger: ["NOT_FOUND", 404],
    member: ["NOT_FOUND", 404],
    owner: ["NOT_FOUND", 404],
  },
};

let two: TwoBusinesses;

beforeAll(async () => {
  two = await openTwoBusinesses();
});

afterAll(async () => {
  await two.close();
});

const rowOf = (path: string): AccessRow => {
  const row = ACCESS_TABLE[path];
  if (!row) throw new Error(`${path} has no row in access-table.ts`);
  return row;
};

async function call(path: string, caller: Caller, ids: AccessIds): Promise<ProcedureAnswer> {
  return callProcedure(path, rowOf(path).input?.(ids), () => two.contextOf(caller));
}

function targetOf(business: "a" | "b", userId: string): Promise<AccessIds> {
  return buildTarget(two.database, two[business], userId, two.deps.clock());
}

const checksums = async () => ({
  a: await checksumBusiness(two.database, two.a.id),
  b: await checksumBusiness(two.database, two.b.id),
});

/** All of an answer but what the HTTP status line and body may differ in from call to call. */
const seen = ({ status, text }: ProcedureAnswer) => ({ status, text });

describe("the access table", () => {
  it("has a row for every procedure, and for no other", () => {
    expect(Object.keys(ACCESS_TABLE).sort()).toEqual(PATHS);
  });

  it("makes each id of a procedure's input come from its argument", async () => {
    for (const path of PATHS) {
      const [first, second] = [absentIds(), absentIds()].map((ids) => JSON.stringify(rowOf(path).input?.(ids) ?? {}));
      const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
      const fixed = (first?.match(uuids) ?? []).filter((id) => second?.includes(id));
      expect(fixed, path).toEqual([]);
    }
  });
});

describe.each(CALLERS)("%s", (caller) => {
  const mayCall = (path: string) => !REFUSALS[rowOf(path).for][caller];
  const others = PATHS.filter((path) => !mayCall(path));
  const allowed = PATHS.filter(mayCall);

  it("is refused what is not for them, before anything is read of the input, and nothing changes", async () => {
    const ids = await targetOf("a", two.a.ownerId);
    const before = await checksums();
    for (const path of others) {
      const refusal = REFUSALS[rowOf(path).for][caller];
      for (const answer of [
        await call(path, caller, ids),
        await callProcedure(path, { nonsense: true }, () => two.contextOf(caller)),
      ]) {
        expect([answer.error?.data.code, answer.error?.data.httpStatus], path).toEqual(refusal);
        expect(answer.error?.data.fieldErrors, path).toBeNull();
        expect(answer.text, path).not.toMatch(/c4n4ry/);
      }
    }
    expect(await checksums()).toEqual(before);
  });

  it.each(allowed)("may call %s about what is theirs", async (path) => {
    if (caller === "nobody") throw new Error("No procedure is for nobody");
    const isStranger = caller === "stranger";
    const ids = await targetOf(isStranger ? "b" : "a", two.userIdOf(caller));
    const before = await checksums();
    const answer = await call(path, caller, ids);
    expect(answer.error, path).toBeNull();
    expect(answer.status).toBe(200);
    const other = isStranger ? "a" : "b";
    expect((await checksums())[other]).toEqual(before[other]);
    if (caller !== "superAdmin") expect(answer.text).not.toContain(two[other].mark);
  });
});

describe.each(["stranger", "owner", "member"] as const)("with another business's ids, %s", (caller) => {
  const own = caller === "stranger" ? "b" : "a";
  const foreign = caller === "stranger" ? "a" : "b";
  const withIds = PATHS.filter((path) => usedIds(ACCESS_TABLE[path]).length > 0);

  it.each(withIds)("finds nothing by %s, as for ids that do not exist, and changes nothing", async (path) => {
    const mine = await targetOf(own, two.userIdOf(caller));
    const theirs = await targetOf(foreign, two[foreign].ownerId);
    const used = usedIds(rowOf(path));
    const before = await checksums();
    // All at once, then each id alone among ids that are the caller's.
    for (const replaced of [used, ...used.map((id) => [id])]) {
      const pick = (from: AccessIds): AccessIds => ({
        ...mine,
        ...Object.fromEntries(replaced.map((id) => [id, from[id]])),
      });
      const answer = await call(path, caller, pick(theirs));
      expect([answer.status, answer.error?.data.code]).toEqual([404, "NOT_FOUND"]);
      expect(seen(answer)).toEqual(seen(await call(path, caller, pick(absentIds()))));
      expect(answer.text).not.toMatch(/c4n4ry/);
    }
    expect(await checksums()).toEqual(before);
  });

  it("covers every procedure that takes an id", () => {
    expect(withIds.length).toBeGreaterThanOrEqual(10);
  });
});

describe("a colleague", () => {
  it("does not end another's sign-in", async () => {
    const { sessionId } = await targetOf("a", two.a.ownerId);
    const foreign = await callProcedure("session.revoke", { sessionId }, () => two.contextOf("member"));
    const absent = await callProcedure("session.revoke", { sessionId: randomUUID() }, () => two.contextOf("member"));
    expect(foreign.status).toBe(404);
    expect(seen(foreign)).toEqual(seen(absent));
    const session = await two.database.rows.userSession.findUniqueOrThrow({ where: { id: sessionId } });
    expect(session.revokedAt).toBeNull();
  });
});

describe("whose right to be there ended", () => {
  async function expectNothing(caller: "owner" | "member"): Promise<void> {
    const ids = await targetOf("a", two.userIdOf(caller));
    const before = await checksums();
    for (const path of PATHS) {
      const answer = await call(path, caller, ids);
      expect(answer.error?.data.code, path).toBe("UNAUTHORIZED");
      expect(answer.text, path).not.toMatch(/c4n4ry/);
    }
    expect(await checksums()).toEqual(before);
  }

  it("may do nothing: their business is suspended", async () => {
    const where = { id: two.a.id };
    await two.database.rows.business.update({ where, data: { suspendedAt: new Date() } });
    await expectNothing("owner");
    await expectNothing("member");
    await two.database.rows.business.update({ where, data: { suspendedAt: null } });
  });

  it("may do nothing: their session was revoked", async () => {
    const where = { id: two.sessionIds.member };
    await two.database.rows.userSession.update({ where, data: { revokedAt: new Date() } });
    await expectNothing("member");
    await two.database.rows.userSession.update({ where, data: { revokedAt: null } });
  });
});
