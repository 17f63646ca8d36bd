import { takeOverConversation } from "@frontdesk/core/outbound/take-over";
import { memberScope, type Scope, type SignedIn } from "@frontdesk/core/scope";
import { idsOfBusiness } from "@frontdesk/testing/business-rows";
import { buildTarget } from "@frontdesk/testing/marked-business";
import { openTwoBusinesses, type TwoBusinesses } from "@frontdesk/testing/two-businesses";
import type { LiveUpdate } from "@frontdesk/validators/conversation-view";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { callProcedure } from "./call-procedure.ts";
import { MASKED_MESSAGE } from "./error-mapping.ts";
import { streamChanges } from "./stream-changes.ts";

let two: TwoBusinesses;

beforeAll(async () => {
  two = await openTwoBusinesses();
});

afterAll(async () => {
  await two.close();
});

afterEach(() => {
  vi.useRealTimers();
});

type Window = {
  updates: LiveUpdate[];
  cursors: string[];
  ended: Promise<void>;
  leave(): void;
};

async function scopeOf(caller: "owner" | "stranger"): Promise<Scope> {
  const { person } = await two.contextOf(caller);
  const scope = person && memberScope(person);
  if (!scope) throw new Error("No scope");
  return scope;
}

/** Opens a window that watches, as `caller`, until it is told to leave or the server ends it. */
async function openWindow(
  caller: "owner" | "stranger",
  options: { recheck?: () => Promise<SignedIn | null>; lastEventId?: string } = {},
): Promise<Window> {
  const context = await two.contextOf(caller);
  const left = new AbortController();
  const updates: LiveUpdate[] = [];
  const cursors: string[] = [];
  const stream = streamChanges(
    { ...context, scope: await scopeOf(caller), recheck: options.recheck ?? context.recheck },
    options.lastEventId ?? null,
    left.signal,
  );
  const ended = (async () => {
    for await (const [cursor, update] of stream) {
      cursors.push(cursor);
      updates.push(update);
    }
  })();
  return { updates, cursors, ended, leave: () => left.abort() };
}

const changedIds = ({ updates }: Window) => updates.flatMap(({ conversationIds }) => conversationIds);

async function change(business: "a" | "b"): Promise<string> {
  const { conversationId } = await buildTarget(two.database, two[business], two[business].ownerId, two.deps.clock());
  await takeOverConversation(two.deps, await scopeOf(business === "a" ? "owner" : "stranger"), conversationId);
  return conversationId;
}

describe("live updates", () => {
  it("tell each business of its own conversations, and of no other's", async () => {
    const mine = await openWindow("owner");
    const theirs = await openWindow("stranger");
    const inB = [await change("b"), await change("b")];
    const inA = [await change("a"), await change("a")];
    await vi.waitFor(() => {
      expect(changedIds(mine)).toEqual(expect.arrayContaining(inA));
      expect(changedIds(theirs)).toEqual(expect.arrayContaining(inB));
    });
    const idsOfA = await idsOfBusiness(two.database, two.a.id);
    const idsOfB = await idsOfBusiness(two.database, two.b.id);
    expect(changedIds(mine).filter((id) => !idsOfA.includes(id))).toEqual([]);
    expect(changedIds(theirs).filter((id) => !idsOfB.includes(id))).toEqual([]);
    mine.leave();
    theirs.leave();
    await Promise.all([mine.ended, theirs.ended]);
  });

  it("tell a window that was away what it missed of its own business", async () => {
    const lastEventId = new Date(Date.now() - 1_000).toISOString();
    const inB = await change("b");
    const inA = await change("a");
    const window = await openWindow("owner", { lastEventId });
    await vi.waitFor(() => expect(changedIds(window)).toContain(inA));
    expect(changedIds(window)).not.toContain(inB);
    expect(Date.parse(window.cursors[0] ?? "")).toBeGreaterThan(Date.parse(lastEventId));
    window.leave();
    await window.ended;
  });

  it("are not begun for who left before", async () => {
    const context = { ...(await two.contextOf("owner")), scope: await scopeOf("owner") };
    const updates: unknown[] = [];
    for await (const update of streamChanges(context, null, AbortSignal.abort())) updates.push(update);
    expect(updates).toEqual([]);
  });

  it("are masked where they fail, and written down", async () => {
    const fault = new Error("c4n4ry in a database error");
    const deps = {
      ...two.deps,
      db: { ...two.deps.db, prisma: { $transaction: () => Promise.reject(fault) } as never },
    };
    two.deps.logged.length = 0;
    const answer = await callProcedure("conversation.live", {}, () => two.contextOf("owner", deps));
    expect(answer.error).toMatchObject({ message: MASKED_MESSAGE, data: { code: "INTERNAL_SERVER_ERROR" } });
    expect(answer.text).not.toContain("c4n4ry");
    expect(two.deps.logged.filter(({ level }) => level === "error")).toMatchObject([{ fields: { error: fault } }]);
  });
});

describe("live updates end", () => {
  async function expectEndAt30Seconds(recheck: () => Promise<SignedIn | null>): Promise<void> {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const asked = vi.fn(recheck);
    const window = await openWindow("owner", { recheck: asked });
    let hasEnded = false;
    const ended = window.ended.then(() => {
      hasEnded = true;
    });
    await vi.advanceTimersByTimeAsync(29_999);
    expect(asked).not.toHaveBeenCalled();
    expect(hasEnded).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await ended;
    expect(asked).toHaveBeenCalledTimes(1);
    // Nothing is asked for a window that is gone.
    await vi.advanceTimersByTimeAsync(120_000);
    expect(asked).toHaveBeenCalledTimes(1);
  }

  it("within 30 seconds after the session was revoked", async () => {
    const { sessionIds, database, contextOf } = two;
    const { recheck } = await contextOf("owner");
    const where = { id: sessionIds.owner };
    const revoked = async () => {
      await database.rows.userSession.update({ where, data: { revokedAt: new Date() } });
      const person = await recheck();
      await database.rows.userSession.update({ where, data: { revokedAt: null } });
      return person;
    };
    await expectEndAt30Seconds(revoked);
  });

  it("when the person belongs to another business now, or to none", async () => {
    const { person } = await two.contextOf("owner");
    if (!person) throw new Error("The owner is signed in");
    await expectEndAt30Seconds(async () => ({ ...person, businessId: two.b.id }));
    vi.useRealTimers();
    await expectEndAt30Seconds(async () => ({ ...person, role: "SUPER_ADMIN" }));
  });

  it("not because the database could not say who it is", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const window = await openWindow("owner", { recheck: () => Promise.reject(new Error("away")) });
    await vi.advanceTimersByTimeAsync(90_000);
    const changed = await change("a");
    await vi.waitFor(() => expect(changedIds(window)).toContain(changed));
    window.leave();
    await window.ended;
  });
});
