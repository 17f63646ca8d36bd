import { buildBusiness } from "@frontdesk/testing/build-business";
import { runInbound } from "@frontdesk/testing/run-work";
import { postWebhook } from "@frontdesk/testing/signed-webhook";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { messagesBody } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "./new-id.ts";
import { listQuarantinedWebhookLogs, replayWebhookLog } from "./replay-webhook-log.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());

async function receive(number: { phoneNumberId: string; wabaId: string }, id: string): Promise<string> {
  const { deps, database } = product;
  await postWebhook(deps, messagesBody(number, [{ id, text: "hi", at: deps.clock() }]));
  const row = await database.rows.webhookLog.findFirstOrThrow({ orderBy: { id: "desc" } });
  return row.id;
}

it("applies a delivery for an account that was connected only afterwards", async () => {
  const { deps, database } = product;
  const number = { phoneNumberId: "700000000000001", wabaId: "700000000000002", displayPhoneNumber: "12125559999" };
  const id = await receive(number, "wamid.EARLY");
  await runInbound(deps);
  expect(await listQuarantinedWebhookLogs(deps.db)).toEqual([id]);

  const business = await buildBusiness(database, { number });
  expect(await replayWebhookLog(deps.db, id)).toBe("replayed");
  expect(await database.rows.webhookLog.findUnique({ where: { id } })).toMatchObject({
    processed: false,
    attempts: 0,
    error: null,
  });
  expect(await runInbound(deps)).toBe(1);
  expect(await database.rows.message.count({ where: { businessId: business.id } })).toBe(1);
  expect(await database.rows.webhookEvent.findMany({ where: { webhookLogId: id } })).toMatchObject([
    { result: "APPLIED", businessId: business.id },
  ]);
  expect(await listQuarantinedWebhookLogs(deps.db)).toEqual([]);
});

it("tries a delivery again that was set aside whole", async () => {
  const { deps, database } = product;
  const business = await buildBusiness(database);
  const id = await receive(business, "wamid.GIVEN_UP");
  await database.rows.webhookLog.update({
    where: { id },
    data: { attempts: 21, quarantinedAt: new Date(), error: "Its processing never came to an end" },
  });
  expect(await runInbound(deps)).toBe(0);
  expect(await replayWebhookLog(deps.db, id)).toBe("replayed");
  expect(await runInbound(deps)).toBe(1);
  expect(await database.rows.message.count({ where: { businessId: business.id } })).toBe(1);
});

it("changes nothing about a delivery that succeeded, and knows none that does not exist", async () => {
  const { deps, database } = product;
  const business = await buildBusiness(database);
  const id = await receive(business, "wamid.FINE");
  await runInbound(deps);
  const read = async () => [
    await database.rows.webhookLog.findMany({ where: { id }, include: { events: true } }),
    await database.rows.message.findMany({ where: { businessId: business.id } }),
  ];
  const before = await read();
  expect(await replayWebhookLog(deps.db, id)).toBe("not-quarantined");
  expect(await runInbound(deps)).toBe(0);
  expect(await read()).toEqual(before);
  expect(await replayWebhookLog(deps.db, newId())).toBe("unknown");
});
