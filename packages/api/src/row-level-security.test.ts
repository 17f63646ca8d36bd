import { checksumBusiness, idsOfBusiness } from "@frontdesk/testing/business-rows";
import { buildTarget } from "@frontdesk/testing/marked-business";
import { createTestDeps, type TestDeps } from "@frontdesk/testing/test-deps";
import { openTwoBusinesses, type TwoBusinesses } from "@frontdesk/testing/two-businesses";
import { withoutFilters } from "@frontdesk/testing/unfiltered-db";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCESS_TABLE, type AccessIds, absentIds, usedIds } from "./access-table.ts";
import { callProcedure, type ProcedureAnswer } from "./call-procedure.ts";

/** Procedures about a business's rows; the others ask about the caller's own sessions, which are no business's. */
const TENANT_PATHS = Object.keys(ACCESS_TABLE).filter(
  (path) => path === "session.me" || ["member", "owner"].includes(ACCESS_TABLE[path]?.for ?? ""),
);
const takesIds = (path: string) => usedIds(ACCESS_TABLE[path]).length > 0;
const WITH_IDS = TENANT_PATHS.filter(takesIds);
const WITHOUT_IDS = TENANT_PATHS.filter((path) => !takesIds(path));

let two: TwoBusinesses;
/** As in production, but every filter by business forgotten. */
let unfiltered: TestDeps;
/** The same as the tables' owner, whom row-level security does not bind: what the filters and it protect from. */
let unprotected: TestDeps;

beforeAll(async () => {
  two = await openTwoBusinesses();
  unfiltered = { ...two.deps, db: withoutFilters(two.deps.db) };
  const owner = await createTestDeps({ databaseUrl: two.database.ownerUrl });
  unprotected = { ...owner, db: withoutFilters(owner.db) };
});

afterAll(async () => {
  await unprotected.close();
  await two.close();
});

const targetOf = (business: "a" | "b") =>
  buildTarget(two.database, two[business], two[business].ownerId, two.deps.clock());

function call(
  path: string,
  deps: TestDeps,
  ids: AccessIds,
  caller: "owner" | "stranger" = "owner",
): Promise<ProcedureAnswer> {
  return callProcedure(path, ACCESS_TABLE[path]?.input?.(ids), () => two.contextOf(caller, deps));
}

/** Whether an answer tells anything of business B: a marked text, or an id of any of its rows. */
async function tellsOfB({ text }: ProcedureAnswer): Promise<boolean> {
  if (text.includes(two.b.mark)) return true;
  return (await idsOfBusiness(two.database, two.b.id)).some((id) => text.includes(id));
}

describe("with the application's filters switched off, row-level security alone", () => {
  it.each(WITHOUT_IDS)("keeps the other business out of %s", async (path) => {
    const ids = await targetOf("a");
    await targetOf("b");
    const before = await checksumBusiness(two.database, two.b.id);
    const answer = await call(path, unfiltered, ids);
    expect(answer.error).toBeNull();
    expect(await tellsOfB(answer)).toBe(false);
    // Exactly what the caller sees with the filters on.
    if (path !== "conversation.live") expect(answer.text).toBe((await call(path, two.deps, ids)).text);
    expect(await checksumBusiness(two.database, two.b.id)).toEqual(before);
  });

  it.each(WITH_IDS)("finds nothing for the other business's ids in %s, and lets nothing be written", async (path) => {
    const mine = await targetOf("a");
    const theirs = await targetOf("b");
    const before = await checksumBusiness(two.database, two.b.id);
    const used = usedIds(ACCESS_TABLE[path]);
    for (const replaced of [used, ...used.map((id) => [id])]) {
      const pick = (from: AccessIds) => ({ ...mine, ...Object.fromEntries(replaced.map((id) => [id, from[id]])) });
      const foreign = await call(path, unfiltered, pick(theirs));
      expect([foreign.status, foreign.error?.data.code]).toEqual([404, "NOT_FOUND"]);
      expect(foreign.text).toBe((await call(path, unfiltered, pick(absentIds()))).text);
      expect(await tellsOfB(foreign)).toBe(false);
    }
    expect(await checksumBusiness(two.database, two.b.id)).toEqual(before);
  });

  it.each(WITH_IDS)("still lets %s work on the caller's own rows", async (path) => {
    const answer = await call(path, unfiltered, await targetOf("a"));
    expect(answer.error).toBeNull();
  });
});

describe("without row-level security either, the switched-off filters would have let through", () => {
  const whole = ["session.me", "business.get", "business.update", "agent.overview", "conversation.counts"];

  it.each(WITHOUT_IDS.filter((path) => !whole.includes(path)))("the other business's rows in %s", async (path) => {
    await targetOf("b");
    const answer = await call(path, unprotected, absentIds());
    expect(answer.error).toBeNull();
    expect(await tellsOfB(answer)).toBe(true);
  });

  it.each(["business.get", "agent.overview"])("one business's row to both in %s", async (path) => {
    const [toA, toB] = [
      await call(path, unprotected, absentIds(), "owner"),
      await call(path, unprotected, absentIds(), "stranger"),
    ];
    expect(toA.error).toBeNull();
    expect(toA.text).toBe(toB.text);
  });

  it("the other business's conversations in conversation.counts", async () => {
    await targetOf("b");
    const { all } = (await call("conversation.counts", unprotected, absentIds())).output as { all: number };
    expect(all).toBe(await two.database.rows.conversation.count());
  });

  it.each([...WITH_IDS, "business.update"])("the other business's row to %s", async (path) => {
    const theirs = await targetOf("b");
    const before = await checksumBusiness(two.database, two.b.id);
    const answer = await call(path, unprotected, theirs);
    if (answer.error) {
      // The row was found and locked: what stops these is that its assignee or author can be no other business's member.
      expect(answer.status).toBe(500);
      const { error } = (unprotected.logged.at(-1)?.fields ?? {}) as { error?: unknown };
      expect(String(error)).toMatch(/Foreign key constraint/);
      return;
    }
    const isChanged = JSON.stringify(await checksumBusiness(two.database, two.b.id)) !== JSON.stringify(before);
    expect(isChanged || (await tellsOfB(answer))).toBe(true);
  });
});
