import { writeCursor } from "@frontdesk/core/conversation/page-cursor";
import { checksumBusiness } from "@frontdesk/testing/business-rows";
import { buildTarget } from "@frontdesk/testing/marked-business";
import { openTwoBusinesses, type TwoBusinesses } from "@frontdesk/testing/two-businesses";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCESS_TABLE, type AccessIds, absentIds, usedIds } from "./access-table.ts";
import { callProcedure, type ProcedureAnswer } from "./call-procedure.ts";

const PATHS = Object.keys(ACCESS_TABLE);
const WITH_INPUT = PATHS.filter((path) => ACCESS_TABLE[path]?.input);
const WITH_IDS = PATHS.filter((path) => usedIds(ACCESS_TABLE[path]).length > 0);

const NO_UUIDS: unknown[] = [
  "",
  "1",
  "not-an-id",
  "0195b1b4-7c1e-7000-8000-00000000000",
  "0195b1b4-7c1e-7000-8000-0000000000011",
  "0195b1b47c1e70008000000000000001",
  "{0195b1b4-7c1e-7000-8000-000000000001}",
  " 0195b1b4-7c1e-7000-8000-000000000001",
  "0195b1b4-7c1e-7000-8000-000000000001\n",
  "0195b1b4-7c1e-7000-8000-000000000001' OR true --",
  "0195b1b4-7c1e-7000-8000-00000000000\u0000",
  "gggggggg-7c1e-7000-8000-000000000001",
  0,
  1,
  true,
  null,
  undefined,
  ["0195b1b4-7c1e-7000-8000-000000000001"],
  { not: "0195b1b4-7c1e-7000-8000-000000000001" },
  { contains: "" },
];

/** Keys of rows, of Prisma and of JavaScript that an input could try to set besides its own. */
const EXTRA_KEYS = [
  "businessId",
  "userId",
  "id",
  "role",
  "messagesLimit",
  "suspendedAt",
  "authorUserId",
  "status",
  "where",
  "select",
  "include",
  "AND",
  "toString",
];

let two: TwoBusinesses;
let ids: AccessIds;

beforeAll(async () => {
  two = await openTwoBusinesses();
  ids = await buildTarget(two.database, two.a, two.a.ownerId, two.deps.clock());
});

afterAll(async () => {
  await two.close();
});

function call(path: string, input: unknown): Promise<ProcedureAnswer> {
  const caller = ACCESS_TABLE[path]?.for === "superAdmin" ? "superAdmin" : "owner";
  return callProcedure(path, input, () => two.contextOf(caller));
}

function expectRefused(answer: ProcedureAnswer, what: string): void {
  expect([answer.error?.data.code, answer.error?.data.httpStatus], what).toEqual(["BAD_REQUEST", 400]);
  expect(Object.keys(answer.error?.data.fieldErrors ?? {}).length, what).toBeGreaterThan(0);
}

describe("an input", () => {
  it.each(WITH_INPUT)("of %s has no other keys than its own: nothing is assigned in passing", async (path) => {
    const before = await checksumBusiness(two.database, two.a.id);
    for (const key of EXTRA_KEYS) {
      const input = { ...ACCESS_TABLE[path]?.input?.(ids), [key]: "x" };
      expectRefused(await call(path, input), `${path} with ${key}`);
    }
    expect(await checksumBusiness(two.database, two.a.id)).toEqual(before);
  });

  it.each(WITH_IDS)("of %s has ids that are UUIDs, or is refused before the database is asked", async (path) => {
    for (const name of usedIds(ACCESS_TABLE[path]))
      for (const bad of NO_UUIDS) {
        const input = ACCESS_TABLE[path]?.input?.({ ...ids, [name]: bad as string });
        const answer = await call(path, input);
        expectRefused(answer, `${path} with ${JSON.stringify(bad)}`);
        expect(answer.error?.data.fieldErrors).toHaveProperty(name);
      }
  });

  it.each(WITH_INPUT)("of %s is an object", async (path) => {
    for (const input of [null, "text", 1, [], [ACCESS_TABLE[path]?.input?.(ids)]])
      expectRefused(await call(path, input), `${path} with ${JSON.stringify(input)}`);
  });

  it("of a procedure that takes none changes nothing, whatever it is", async () => {
    for (const path of PATHS.filter((one) => !ACCESS_TABLE[one]?.input)) {
      const plain = await call(path, undefined);
      const answer = await call(path, { businessId: two.b.id, id: two.b.id });
      expect(answer.text, path).toBe(plain.text);
    }
  });
});

describe("a page", () => {
  it.each(["conversation.list", "conversation.thread", "admin.businesses"])("of %s is of a sane size", async (path) => {
    const input = ACCESS_TABLE[path]?.input?.(ids);
    for (const limit of [0, -1, 1.5, 201, 1e9, "10", null, Number.NaN, Number.POSITIVE_INFINITY])
      expectRefused(await call(path, { ...input, limit }), `${path} with limit ${limit}`);
  });

  it.each(["conversation.list", "conversation.thread", "admin.businesses"])(
    "of %s starts at a place that we named, or is refused",
    async (path) => {
      const id = absentIds().conversationId;
      const cursors = [
        "x",
        "%00",
        Buffer.from("2026-01-01T00:00:00Z|1").toString("base64url"),
        Buffer.from(`soon|${id}`).toString("base64url"),
        Buffer.from(`2026-01-01T00:00:00Z|${id}' OR true --`).toString("base64url"),
        Buffer.from(`2026-01-01T00:00:00Z|${id}\n`).toString("base64url"),
      ];
      for (const cursor of cursors) {
        const answer = await call(path, { ...ACCESS_TABLE[path]?.input?.(ids), cursor });
        expect(answer.status, `${path} with ${cursor}`).toBe(400);
      }
      const good = writeCursor({ time: two.deps.clock(), id });
      expect((await call(path, { ...ACCESS_TABLE[path]?.input?.(ids), cursor: good })).status).toBe(200);
    },
  );
});

describe("texts that a database does not take as they are", () => {
  const ODD = ["\u0000", "a\u0000b", "\ud800", "a\udfffb", "\ufffe", "👩‍👩‍👧", "e\u0301", "\u202e"];

  it("lose only what can't be stored", async () => {
    const reply = { conversationId: ids.conversationId, text: "\u0000 Hel\u0000lo \u0000" };
    const { output } = await call("conversation.reply", reply);
    const { messageId } = output as { messageId: string };
    const message = await two.database.rows.message.findFirst({ where: { id: messageId } });
    expect(message?.text).toBe("Hello");
    expectRefused(await call("conversation.reply", { ...reply, text: " \u0000 \u0000" }), "an empty reply");
  });

  it.each(ODD)("never fail on our side: %j", async (text) => {
    const calls: [string, Record<string, unknown>][] = [
      ["conversation.reply", { conversationId: ids.conversationId, text: `Hello ${text}` }],
      ["business.update", { name: `Shop ${text}` }],
      ["business.update", { timezone: text }],
      ["admin.businesses", { search: text }],
      ["conversation.list", { cursor: text }],
    ];
    for (const [path, input] of calls) {
      const answer = await call(path, input);
      expect([200, 400], `${path} ${answer.text}`).toContain(answer.status);
    }
  });
});
