import { buildBusiness } from "@frontdesk/testing/build-business";
import { runInbound } from "@frontdesk/testing/run-work";
import { postWebhook } from "@frontdesk/testing/signed-webhook";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { changeBody, messagesBody, textMessage } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, expect, it } from "vitest";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());

const texts = (prefix: string, count: number, at: Date) =>
  Array.from({ length: count }, (_, index) =>
    textMessage({
      id: `wamid.${prefix}${index}`,
      text: `${prefix} ${index}`,
      at,
      from: `1202555${String(index % 7).padStart(4, "0")}`,
    }),
  );

it("applies 99 of a batch of 100 and sets the unreadable one aside with its reason", async () => {
  const { database, deps } = product;
  const business = await buildBusiness(database);
  const messages = texts("A", 100, deps.clock());
  messages[41] = { from: 17, id: ["not", "an", "id"], type: "text" };
  expect((await postWebhook(deps, changeBody(business, { messages }))).status).toBe(200);
  await runInbound(deps);
  expect(await database.rows.message.count({ where: { businessId: business.id } })).toBe(99);
  const aside = await database.rows.webhookEvent.findMany({ where: { result: "QUARANTINED" } });
  expect(aside).toMatchObject([
    { position: 41, kind: "unreadable", businessId: business.id, error: expect.stringMatching(/\w+/) },
  ]);
  expect(await database.rows.webhookEvent.count({ where: { result: "APPLIED" } })).toBe(99);
  expect(await database.rows.webhookLog.findFirst()).toMatchObject({
    processed: true,
    error: expect.stringMatching(/^1 of 100 set aside: /),
  });
});

it("sets aside what reads well but can't be stored, and neither its neighbours nor other deliveries suffer", async () => {
  const { database, deps } = product;
  const business = await buildBusiness(database);
  const at = deps.clock();
  // A number that no integer column holds.
  const poison = {
    id: "wamid.POISON",
    status: "failed",
    timestamp: String(at.getTime() / 1_000),
    recipient_id: "12025550147",
    errors: [{ code: 99_999_999_999, title: "?" }],
  };
  await postWebhook(deps, messagesBody(business, [{ id: "wamid.BEFORE", text: "before", at }]));
  await postWebhook(deps, changeBody(business, { messages: texts("B", 3, at), statuses: [poison] }));
  await postWebhook(deps, messagesBody(business, [{ id: "wamid.AFTER", text: "after", at }]));
  await runInbound(deps);
  expect(await database.rows.message.count({ where: { businessId: business.id } })).toBe(5);
  const aside = await database.rows.webhookEvent.findMany({
    where: { businessId: business.id, result: "QUARANTINED" },
  });
  expect(aside).toMatchObject([{ kind: "receipt", error: expect.stringMatching(/^Could not be applied/) }]);
  expect(await database.rows.webhookLog.count({ where: { processed: false } })).toBe(0);
});

it("sets a delivery aside that ended its worker again and again, and never tries it without end", async () => {
  const { database, deps } = product;
  const business = await buildBusiness(database);
  await postWebhook(deps, messagesBody(business, [{ id: "wamid.KILLER", text: "boom", at: deps.clock() }]));
  // As workers leave it that claimed it and died.
  await database.rows.webhookLog.updateMany({ where: { processed: false }, data: { attempts: 20 } });
  expect(await runInbound(deps)).toBe(1);
  expect(await database.rows.webhookLog.findFirst({ where: { processed: false } })).toMatchObject({
    attempts: 21,
    quarantinedAt: expect.any(Date),
    error: expect.stringMatching(/\w+/),
  });
  expect(await runInbound(deps)).toBe(0);
});

it("quarantines an account that nobody connected, and never guesses a business", async () => {
  const { database, deps } = product;
  const stranger = { phoneNumberId: "999999999999999", wabaId: "888888888888888" };
  const before = await database.rows.message.count();
  expect(
    (await postWebhook(deps, messagesBody(stranger, [{ id: "wamid.STRANGER", text: "hi", at: deps.clock() }]))).status,
  ).toBe(200);
  await runInbound(deps);
  expect(await database.rows.message.count()).toBe(before);
  expect(await database.rows.webhookEvent.findFirst({ where: { assetId: "999999999999999" } })).toMatchObject({
    businessId: null,
    result: "QUARANTINED",
  });
});
