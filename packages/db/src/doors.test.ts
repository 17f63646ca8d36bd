import { buildBusiness, buildConversation, type TestBusiness } from "@frontdesk/testing/build-business";
import { openTestDatabase, type TestDatabase } from "@frontdesk/testing/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDb, type Db } from "./client.ts";
import { newId } from "./new-id.ts";
import { acrossBusinesses, inBusiness, inBusinesses } from "./tenant-transaction.ts";

let database: TestDatabase;
let db: Db;
let mine: TestBusiness;
let theirs: TestBusiness;
beforeAll(async () => {
  database = await openTestDatabase();
  db = createDb({ url: database.databaseUrl, poolSize: 3 });
  mine = await buildBusiness(database);
  theirs = await buildBusiness(database);
  for (const business of [mine, theirs]) await buildConversation(database, business, new Date("2026-11-20T10:00:00Z"));
});
afterAll(async () => {
  await db.close();
  await database.close();
});

const claim = () => ({ businessId: mine.id });
const refused = /row-level security/;

it("shows nothing of any business outside the doors", async () => {
  expect(await db.prisma.customer.count()).toBe(0);
  expect(await db.prisma.business.count()).toBe(0);
  expect(await db.prisma.user.count()).toBe(0);
  await expect(db.prisma.customer.createMany({ data: [{ businessId: mine.id, id: newId() }] })).rejects.toThrow(
    refused,
  );
});

it("shows one business's rows and no other's, whatever the query forgets", async () => {
  const seen = await inBusiness(db, claim(), async (tx) => ({
    customers: await tx.customer.findMany(),
    businesses: await tx.business.findMany({ select: { id: true } }),
    users: await tx.user.findMany({ select: { businessId: true } }),
    raw: await tx.$queryRaw<{ businessId: string }[]>`SELECT "businessId" FROM "Conversation"`,
    theirs: await tx.integration.findUnique({
      where: { businessId_id: { businessId: theirs.id, id: theirs.integrationId } },
    }),
  }));
  expect(seen.customers.map((row) => row.businessId)).toEqual([mine.id]);
  expect(seen.businesses).toEqual([{ id: mine.id }]);
  expect(seen.users).toEqual([{ businessId: mine.id }]);
  expect(seen.raw).toEqual([{ businessId: mine.id }]);
  expect(seen.theirs).toBeNull();
});

it("writes into no other business: no insert, no change, no deletion, no moving a row over", async () => {
  await expect(
    inBusiness(db, claim(), (tx) => tx.customer.createMany({ data: [{ businessId: theirs.id, id: newId() }] })),
  ).rejects.toThrow(refused);
  await expect(
    inBusiness(db, claim(), (tx) => tx.$executeRaw`UPDATE "Customer" SET "businessId" = ${theirs.id}::uuid`),
  ).rejects.toThrow();
  const changed = await inBusiness(db, claim(), async (tx) => [
    (await tx.customer.updateMany({ where: { businessId: theirs.id }, data: { name: "mine now" } })).count,
    (await tx.message.deleteMany({ where: { businessId: theirs.id } })).count,
    await tx.$executeRaw`DELETE FROM "Integration" WHERE "businessId" <> ${mine.id}::uuid`,
  ]);
  expect(changed).toEqual([0, 0, 0]);
  // A link across businesses can't be stored even by the owner, who sees all.
  const [customer] = await database.rows.customer.findMany({ where: { businessId: theirs.id } });
  const crossed = {
    businessId: mine.id,
    id: newId(),
    customerId: customer?.id ?? "",
    integrationId: mine.integrationId,
    channel: "WHATSAPP" as const,
    lastMessageAt: new Date(),
  };
  await expect(database.rows.conversation.createMany({ data: [crossed] })).rejects.toThrow(/Foreign key/i);
});

it("leaves nothing behind on the connection: the next user of it sees no business", async () => {
  for (let round = 0; round < 6; round += 1) {
    await inBusiness(db, claim(), (tx) => tx.customer.count());
    await inBusiness(db, claim(), () => Promise.reject(new Error("broken"))).catch(() => {});
    await acrossBusinesses(db, "sweep", (tx) => tx.customer.count());
    expect(await db.prisma.customer.count()).toBe(0);
    expect(await db.prisma.$queryRaw`SELECT current_user::text AS who`).toEqual([{ who: "frontdesk_app" }]);
  }
});

it("refuses a claim that is no id", async () => {
  await expect(inBusiness(db, { businessId: `${mine.id},${theirs.id}` }, (tx) => tx.customer.count())).rejects.toThrow(
    "not a UUID",
  );
  await expect(inBusiness(db, { businessId: "" }, (tx) => tx.customer.count())).rejects.toThrow("not a UUID");
});

it("admits to the inbound batch only businesses that the routes name", async () => {
  const seen = await inBusinesses(db, async (tx, admit) => {
    const before = await tx.customer.count();
    const routes = await admit([
      { kind: "PHONE_NUMBER", assetId: mine.phoneNumberId },
      { kind: "PHONE_NUMBER", assetId: theirs.wabaId },
      { kind: "PAGE", assetId: mine.phoneNumberId },
    ]);
    return { before, routes: [...routes.values()], after: (await tx.customer.findMany()).map((row) => row.businessId) };
  });
  expect(seen).toEqual({
    before: 0,
    routes: [{ businessId: mine.id, integrationId: mine.integrationId }],
    after: [mine.id],
  });
  const both = await inBusinesses(db, async (tx, admit) => {
    await admit([mine, theirs].map((business) => ({ kind: "PHONE_NUMBER" as const, assetId: business.phoneNumberId })));
    return tx.customer.count();
  });
  expect(both).toBe(2);
  expect(await inBusinesses(db, async (tx, admit) => [(await admit([])).size, await tx.customer.count()])).toEqual([
    0, 0,
  ]);
});

it("looks across all businesses only through the operator's door, which can't erase what is append-only", async () => {
  expect(await acrossBusinesses(db, "sweep", (tx) => tx.customer.count())).toBe(2);
  await database.rows.auditLog.create({ data: { id: newId(), businessId: null, actorKind: "system", action: "test" } });
  expect(await inBusiness(db, claim(), (tx) => tx.auditLog.count())).toBe(0);
  expect(await acrossBusinesses(db, "admin", (tx) => tx.auditLog.count())).toBe(1);
  await expect(acrossBusinesses(db, "admin", (tx) => tx.auditLog.deleteMany())).rejects.toThrow(/permission denied/);
  await expect(inBusiness(db, claim(), (tx) => tx.usageEntry.updateMany({ data: { amount: 0 } }))).rejects.toThrow(
    /permission denied/,
  );
});

it("runs a transaction again that lost a deadlock", async () => {
  const [first, second] = [newId(), newId()];
  for (const id of [first, second]) await database.rows.customer.create({ data: { businessId: mine.id, id } });
  let runs = 0;
  let reached = 0;
  let bothHold: () => void = () => {};
  const meet = new Promise<void>((resolve) => {
    bothHold = resolve;
  });
  const rename = (ids: string[], name: string) =>
    inBusiness(db, claim(), async (tx) => {
      runs += 1;
      for (const [index, id] of ids.entries()) {
        await tx.customer.update({
          where: { businessId_id: { businessId: mine.id, id } },
          data: { name },
          select: { id: true },
        });
        if (index > 0) continue;
        reached += 1;
        if (reached === 2) bothHold();
        await meet;
      }
    });
  await Promise.all([rename([first, second], "a"), rename([second, first], "b")]);
  expect(runs).toBe(3);
  const names = await database.rows.customer.findMany({
    where: { id: { in: [first, second] } },
    select: { name: true },
  });
  expect(names[0]?.name).toBe(names[1]?.name);
});
