import { buildConversation, buildOutbound } from "@frontdesk/testing/build-business";
import { readState, receiveFixtures, startOver, tablesChangedByRepeating } from "@frontdesk/testing/fixture-run";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { listFixtures } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, expect, it } from "vitest";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());

it("every recorded body after one another, then all again: the second time changes nothing", async () => {
  await startOver(product);
  const names = listFixtures().filter((name) => !name.includes("account_update"));
  await receiveFixtures(product, names);
  expect((await readState(product)).results.filter((result) => result.includes("QUARANTINED"))).toEqual([]);
  expect(await tablesChangedByRepeating(product, names)).toEqual([]);
});

it("statuses move a message that we know: sent, delivered, read, played; a failed one is shown and not tried again", async () => {
  const business = await startOver(product);
  const { database, deps } = product;
  const ana = await buildConversation(database, business, deps.clock());
  const liam = await buildConversation(database, business, deps.clock(), "447700900123");
  const sent = await buildOutbound(database, business, ana, {
    occurredAt: deps.clock(),
    status: "SENT",
    providerMessageId: "wamid.HBgLMTIwMjU1NTAxNDcVAgARGBI5QUFGODJBQkE4QjRCOEFFQ0MA",
  });
  const failed = await buildOutbound(database, business, liam, {
    occurredAt: deps.clock(),
    status: "SENT",
    providerMessageId: "wamid.HBgMNDQ3NzAwOTAwMTIzFQIAERgSRjdBOEUzODFGQjZEODJDRDA3AA==",
  });
  await receiveFixtures(product, [
    "wa_status_read.json",
    "wa_status_sent.json",
    "wa_status_delivered.json",
    "wa_status_played.json",
    "wa_status_failed_131047.json",
  ]);
  const read = (id: string) => database.rows.message.findFirst({ where: { id } });
  expect(await read(sent)).toMatchObject({ status: "READ", readAt: expect.any(Date), deliveredAt: expect.any(Date) });
  expect(await read(failed)).toMatchObject({
    status: "FAILED",
    failureCode: 131047,
    failureReason: "refused",
    failureText: expect.stringContaining("24 hours"),
  });
  expect(await database.rows.conversation.findFirst({ where: { id: liam.id } })).toMatchObject({ hasFailedSend: true });
  expect((await readState(product)).parked).toEqual([]);
  expect(product.graph.sends).toEqual([]);
});

it("a changed number and a rotated id stay one customer and one conversation, also when the next message is first", async () => {
  for (const names of [
    ["wa_text_with_bsuid.json", "wa_system_user_changed_number.json", "wa_user_id_update.json"],
    ["wa_user_id_update.json", "wa_system_user_changed_number.json", "wa_text_with_bsuid.json"],
  ]) {
    await startOver(product);
    await receiveFixtures(product, names);
    const state = await readState(product);
    expect(state.customers).toHaveLength(1);
    expect(state.customers[0]?.identities).toEqual(
      expect.arrayContaining([
        "BSUID US.10482266730915523",
        "BSUID US.10482266730915999",
        "WA_ID 12025550147",
        "WA_ID 12025550193",
      ]),
    );
    expect(state.conversations).toHaveLength(1);
    expect(state.messages).toHaveLength(1);
    expect(await tablesChangedByRepeating(product, names)).toEqual([]);
  }
});
