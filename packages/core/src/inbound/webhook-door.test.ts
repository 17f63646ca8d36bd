import { createDb } from "@frontdesk/db/client";
import { buildBusiness } from "@frontdesk/testing/build-business";
import { postWebhook, signBody } from "@frontdesk/testing/signed-webhook";
import { TEST_APP_SECRET, TEST_VERIFY_TOKEN } from "@frontdesk/testing/test-deps";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { messagesBody } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { handleMetaWebhook } from "./webhook-door.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());
beforeEach(async () => {
  await product.database.rows.webhookLog.deleteMany();
  await product.database.rows.webhookRefusal.deleteMany();
});

const body = () =>
  Buffer.from(
    JSON.stringify(
      messagesBody({ phoneNumberId: "1", wabaId: "2" }, [{ id: "wamid.X", text: "hi 🙂", at: new Date(0) }]),
    ),
  );

it("refuses every bad signature with 401, keeps nothing of it, and counts it by minute, object and reason", async () => {
  const { deps, database } = product;
  const bytes = body();
  const right = signBody(bytes);
  const flipped = Buffer.from(bytes);
  flipped[20] = (flipped[20] ?? 0) ^ 1;
  const bad: (string | null)[] = [
    null,
    "",
    right.replace("sha256=", "sha1="),
    right.slice(7),
    right.slice(0, -1),
    `${right}0`,
    right.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
    signBody(bytes, "another app's secret"),
    signBody(flipped),
    "sha256=zz",
  ];
  for (const signature of bad) expect((await postWebhook(deps, bytes, { signature })).status).toBe(401);
  expect((await postWebhook(deps, flipped, { signature: right })).status).toBe(401);
  expect(await database.rows.webhookLog.count()).toBe(0);
  const refusals = await database.rows.webhookRefusal.findMany();
  expect(refusals.reduce((sum, row) => sum + row.count, 0)).toBe(bad.length + 1);
  expect(new Set(refusals.map((row) => row.minute.toISOString()))).toEqual(new Set(["2026-11-20T10:10:00.000Z"]));
  expect(refusals.every((row) => row.reason.startsWith("signature_") && row.source === "meta")).toBe(true);
  expect(refusals.map((row) => row.object)).toContain("whatsapp_business_account");
});

it("counts concurrent refusals exactly, and keeps no word of a stranger's", async () => {
  const { deps, database } = product;
  await Promise.all(
    Array.from({ length: 20 }, () =>
      postWebhook(deps, { object: "a stranger's own word" }, { signature: "sha256=00" }),
    ),
  );
  expect(await database.rows.webhookRefusal.findMany()).toMatchObject([{ object: "other", count: 20 }]);
});

it("accepts exact bytes: escapes, emoji, and a signature made with an older app secret", async () => {
  const { deps, database } = product;
  const escaped = '{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[]}],"x":"\\ud83d\\ude42 \\/"}';
  expect((await postWebhook(deps, escaped)).status).toBe(200);
  expect((await postWebhook(deps, body())).status).toBe(200);
  const rotating = { ...deps, webhook: { ...deps.webhook, appSecrets: ["the new secret", TEST_APP_SECRET] } };
  expect((await postWebhook(rotating, body())).status).toBe(200);
  const stored = await database.rows.webhookLog.findMany({ orderBy: { id: "asc" } });
  expect(stored.map((row) => Buffer.from(row.body).toString())).toEqual([
    escaped,
    body().toString(),
    body().toString(),
  ]);
  expect(stored.map((row) => row.secretIndex)).toEqual([0, 0, 1]);
  expect(stored.every((row) => row.payload !== null && !row.processed)).toBe(true);
});

it("answers the handshake: 200 with the challenge, 403 for a wrong token, 400 for missing parameters", async () => {
  const ask = (query: string) =>
    handleMetaWebhook(product.deps, new Request(`http://localhost/api/webhooks/meta?${query}`));
  const right = await ask(`hub.mode=subscribe&hub.verify_token=${TEST_VERIFY_TOKEN}&hub.challenge=%3Cb%3E77`);
  expect([right.status, await right.text(), right.headers.get("content-type")]).toEqual([
    200,
    "<b>77",
    "text/plain; charset=utf-8",
  ]);
  expect((await ask("hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=77")).status).toBe(403);
  expect((await ask(`hub.mode=unsubscribe&hub.verify_token=${TEST_VERIFY_TOKEN}&hub.challenge=77`)).status).toBe(403);
  for (const query of [
    "",
    "hub.mode=subscribe",
    `hub.mode=subscribe&hub.verify_token=${TEST_VERIFY_TOKEN}`,
    "hub.challenge=1",
  ])
    expect((await ask(query)).status).toBe(400);
  expect((await handleMetaWebhook(product.deps, new Request("http://localhost/x", { method: "DELETE" }))).status).toBe(
    405,
  );
});

it("answers 503 within three seconds, and never 2xx, when the database can't be reached or can't write", async () => {
  const { deps, database } = product;
  const nowhere = createDb({ url: "postgresql://frontdesk_app:x@127.0.0.1:1/nowhere" });
  const readOnlyUrl = new URL(database.databaseUrl);
  readOnlyUrl.searchParams.set("options", "-c default_transaction_read_only=on");
  const readOnly = createDb({ url: readOnlyUrl.href });
  for (const db of [nowhere, readOnly]) {
    const startedAt = Date.now();
    const response = await postWebhook({ ...deps, db }, body());
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).not.toBeNull();
    expect(Date.now() - startedAt).toBeLessThan(3_500);
    // A bad signature stays a 401 also when it can't be counted.
    expect((await postWebhook({ ...deps, db }, body(), { signature: "sha256=00" })).status).toBe(401);
    await db.close();
  }
  expect(await database.rows.webhookLog.count()).toBe(0);
});

it("gives up a body over 8 MB before it is read whole", async () => {
  const { deps, database } = product;
  expect((await postWebhook(deps, Buffer.alloc(8 * 1024 * 1024 + 1, 32))).status).toBe(413);
  expect(await database.rows.webhookLog.count()).toBe(0);
});

it("wakes the inbound worker, and leaves a delivery whole that nobody was awake for", async () => {
  const { deps, database } = product;
  const business = await buildBusiness(database);
  const woken = new Promise<void>(
    (resolve) =>
      void deps.notifications.subscribe(
        "frontdesk_webhook",
        () => resolve(),
        () => {
          void postWebhook(deps, messagesBody(business, [{ id: "wamid.WAKE", text: "hi", at: deps.clock() }]));
        },
      ),
  );
  await woken;
  expect(await database.rows.webhookLog.count({ where: { processed: false } })).toBe(1);
});
