import { writeCursor } from "@frontdesk/core/conversation/page-cursor";
import { idsOfBusiness } from "@frontdesk/testing/business-rows";
import { buildTarget } from "@frontdesk/testing/marked-business";
import { openTwoBusinesses, type TwoBusinesses } from "@frontdesk/testing/two-businesses";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCESS_TABLE, absentIds, usedIds } from "./access-table.ts";
import { callProcedure, type ProcedureAnswer } from "./call-procedure.ts";
import { appRouter } from "./root.ts";

const VIEWS = ["needs_person", "mine", "agent", "all"] as const;
/** What a member reads of their business without naming a row. */
const LISTS = Object.keys(ACCESS_TABLE).filter(
  (path) =>
    ACCESS_TABLE[path]?.for !== "superAdmin" &&
    usedIds(ACCESS_TABLE[path]).length === 0 &&
    (appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>)[path]?._def.type === "query",
);
/** Lists that show numbers alone. */
const WITHOUT_TEXTS = ["conversation.counts"];

let two: TwoBusinesses;
let idsOfA: string[];
let idsOfB: string[];

beforeAll(async () => {
  two = await openTwoBusinesses();
  for (const business of [two.a, two.b])
    for (const handler of ["AGENT", "MEMBER", "NEEDS_PERSON"] as const) {
      const { conversationId } = await buildTarget(two.database, business, business.ownerId, two.deps.clock());
      await two.database.rows.conversation.update({
        where: { businessId_id: { businessId: business.id, id: conversationId } },
        data: { handler, assigneeId: handler === "MEMBER" ? business.ownerId : null },
      });
    }
  idsOfA = await idsOfBusiness(two.database, two.a.id);
  idsOfB = await idsOfBusiness(two.database, two.b.id);
});

afterAll(async () => {
  await two.close();
});

function callAsOwner(path: string, input?: unknown): Promise<ProcedureAnswer> {
  return callProcedure(path, input, () => two.contextOf("owner"));
}

function expectNothingOfB({ text }: ProcedureAnswer): void {
  expect(text).not.toContain(two.b.mark);
  expect(idsOfB.filter((id) => text.includes(id))).toEqual([]);
}

describe("what a business reads", () => {
  it.each(LISTS)("%s: is its own, and nothing of the other's", async (path) => {
    const answer = await callAsOwner(path, ACCESS_TABLE[path]?.input?.(absentIds()));
    expect(answer.error).toBeNull();
    if (!WITHOUT_TEXTS.includes(path)) expect(answer.text).toContain(two.a.mark);
    expectNothingOfB(answer);
  });

  it("counts its own conversations only", async () => {
    const { output } = await callAsOwner("conversation.counts");
    expect(output).toEqual({ needs_person: 2, mine: 1, agent: 1, all: 4 });
  });

  it.each(VIEWS)("the view %s of the inbox, page by page: its own conversations", async (view) => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const answer: ProcedureAnswer = await callAsOwner("conversation.list", { view, limit: 1, cursor });
      expectNothingOfB(answer);
      const page = answer.output as { items: { id: string }[]; nextCursor: string | null };
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen.length).toBe({ needs_person: 2, mine: 1, agent: 1, all: 4 }[view]);
    expect(seen.filter((id) => !idsOfA.includes(id))).toEqual([]);
  });

  it.each(VIEWS)("the view %s from a place in the other business's list: its own conversations", async (view) => {
    const time = new Date(two.deps.clock().getTime() + (view === "needs_person" ? -60_000 : 60_000));
    const rows = await two.database.rows.conversation.findMany({ where: { businessId: two.b.id } });
    for (const { id } of rows) {
      const answer = await callAsOwner("conversation.list", { view, cursor: writeCursor({ time, id }) });
      expect((answer.output as { items: unknown[] }).items.length).toBeGreaterThan(0);
      expectNothingOfB(answer);
    }
  });

  it("a thread, a conversation and a customer: every text is its own", async () => {
    const { conversationId, customerId } = await buildTarget(
      two.database,
      two.a,
      two.userIdOf("owner"),
      two.deps.clock(),
    );
    const cursor = writeCursor({ time: new Date(two.deps.clock().getTime() + 60_000), id: idsOfB[1] ?? "" });
    for (const answer of [
      await callAsOwner("conversation.get", { conversationId }),
      await callAsOwner("conversation.thread", { conversationId }),
      await callAsOwner("conversation.thread", { conversationId, cursor }),
      await callAsOwner("customer.get", { customerId }),
    ]) {
      expect(answer.error).toBeNull();
      expect(answer.text).toContain(two.a.mark);
      expectNothingOfB(answer);
    }
  });

  it("a thread that quotes, reacts to and was written by what the other business has too: its own of each", async () => {
    const at = two.deps.clock();
    const mine = await buildTarget(two.database, two.a, two.a.ownerId, at);
    const [theirs] = await two.database.rows.message.findMany({
      where: { businessId: two.b.id, providerMessageId: { not: null } },
      take: 1,
    });
    await two.database.rows.message.updateMany({
      where: { businessId: two.a.id, conversationId: mine.conversationId, direction: "INBOUND" },
      data: { quotedProviderMessageId: theirs?.providerMessageId ?? null },
    });
    const answer = await callAsOwner("conversation.thread", { conversationId: mine.conversationId });
    expect(answer.text).toContain('"quoted":{"id":null,"text":null,"author":null}');
    expectNothingOfB(answer);
  });
});

describe("what a super admin reads", () => {
  it("names both businesses and shows nothing from inside them", async () => {
    for (const path of ["admin.businesses", "admin.stats"]) {
      const { text, error } = await callProcedure(path, path === "admin.stats" ? undefined : {}, () =>
        two.contextOf("superAdmin"),
      );
      expect(error).toBeNull();
      for (const { mark, id } of [two.a, two.b]) {
        const inside = text.replaceAll(`Shop ${mark}`, "");
        expect(inside).not.toContain(mark);
        if (path === "admin.businesses") expect(text).toContain(id);
      }
    }
  });
});
