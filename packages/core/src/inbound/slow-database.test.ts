import { createDb } from "@frontdesk/db/client";
import { buildBusiness, buildConversation } from "@frontdesk/testing/build-business";
import { advanceTime, runInbound } from "@frontdesk/testing/run-work";
import { postWebhook } from "@frontdesk/testing/signed-webhook";
import type { TestDeps } from "@frontdesk/testing/test-deps";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { messagesBody } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { processDeliveries } from "./process-deliveries.ts";

const STATEMENT_TIMEOUT_MS = 300;

let product: TestProduct;
let deps: TestDeps;
beforeAll(async () => {
  product = await startTestProduct();
  deps = await product.startAnother();
  deps.db.pool.on("connect", (client) => void client.query(`SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`));
});
afterAll(() => product.close());
beforeEach(async () => {
  await product.database.rows.webhookLog.deleteMany();
});

/** Someone who holds a conversation's row, as a stuck process would. */
async function holdConversations(businessId: string): Promise<{ release(): Promise<void> }> {
  const owner = createDb({ url: product.database.ownerUrl, poolSize: 1 });
  const client = await owner.pool.connect();
  await client.query("BEGIN");
  await client.query('SELECT 1 FROM "Conversation" WHERE "businessId" = $1 FOR UPDATE', [businessId]);
  return {
    async release() {
      await client.query("ROLLBACK");
      client.release();
      await owner.close();
    },
  };
}

async function buildStuck() {
  const business = await buildBusiness(product.database);
  await buildConversation(product.database, business, deps.clock());
  return business;
}

const receive = (business: Parameters<typeof messagesBody>[0], id: string) =>
  postWebhook(deps, messagesBody(business, [{ id, text: id, at: deps.clock() }]));
const countOf = (businessId: string) => product.database.rows.message.count({ where: { businessId } });
const waiting = () =>
  product.database.rows.webhookLog.findMany({ where: { processed: false }, orderBy: { id: "asc" } });

it("puts a delivery off while its conversation is locked, never sets it aside, and applies it afterwards", async () => {
  const business = await buildStuck();
  const lock = await holdConversations(business.id);
  await receive(business, "wamid.LOCKED");
  // More often than a delivery that is wrong is tried.
  for (let tries = 0; tries < 6; tries += 1) {
    await expect(processDeliveries(deps)).rejects.toThrow();
    await advanceTime(deps, 600_000);
  }
  expect(await waiting()).toMatchObject([{ quarantinedAt: null, attempts: 6 }]);
  await lock.release();
  expect(await runInbound(deps)).toBe(1);
  expect(await waiting()).toEqual([]);
  expect(await countOf(business.id)).toBe(1);
  expect(await product.database.rows.webhookEvent.count({ where: { result: "QUARANTINED" } })).toBe(0);
});

it("applies the neighbours of a delivery that can't be applied now", async () => {
  const stuck = await buildStuck();
  const neighbour = await buildBusiness(product.database);
  const lock = await holdConversations(stuck.id);
  await receive(neighbour, "wamid.BEFORE1");
  await receive(stuck, "wamid.STUCK");
  for (const id of ["wamid.AFTER1", "wamid.AFTER2"]) await receive(neighbour, id);
  expect(await processDeliveries(deps)).toBe(4);
  expect(await countOf(neighbour.id)).toBe(3);
  expect(await waiting()).toMatchObject([{ attempts: 1, quarantinedAt: null, error: expect.stringMatching(/\w+/) }]);
  await lock.release();
  await advanceTime(deps, 10_000);
  await runInbound(deps);
  expect(await countOf(stuck.id)).toBe(1);
});

it("gives back what it did not try when the database takes nothing, and goes on with it next", async () => {
  const stuck = await buildStuck();
  const neighbour = await buildBusiness(product.database);
  const lock = await holdConversations(stuck.id);
  for (const id of ["wamid.S1", "wamid.S2", "wamid.S3"]) await receive(stuck, id);
  await receive(neighbour, "wamid.N1");
  await expect(processDeliveries(deps)).rejects.toThrow();
  expect((await waiting()).map(({ attempts }) => attempts)).toEqual([1, 1, 1, 0]);
  expect(await processDeliveries(deps)).toBe(1);
  expect(await countOf(neighbour.id)).toBe(1);
  await lock.release();
  await advanceTime(deps, 10_000);
  await runInbound(deps);
  expect(await countOf(stuck.id)).toBe(3);
});

it("claims no more bodies at once than fit in memory, and a large one alone", async () => {
  const { deps: quick } = product;
  const business = await buildBusiness(product.database);
  const at = deps.clock();
  const large = (id: string) =>
    postWebhook(quick, { ...messagesBody(business, [{ id, text: id, at }]), padding: "x".repeat(3 * 1024 * 1024) });
  for (const id of ["wamid.L1", "wamid.L2", "wamid.L3"]) await large(id);
  let progress = 0;
  expect(await processDeliveries(quick, 50, () => (progress += 1))).toBe(2);
  expect(progress).toBeGreaterThanOrEqual(2);
  expect(await processDeliveries(quick)).toBe(1);
  expect(await countOf(business.id)).toBe(3);
});
