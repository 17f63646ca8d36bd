import { createDb } from "@frontdesk/db/client";
import { buildBusiness } from "@frontdesk/testing/build-business";
import { postWebhook, signBody } from "@frontdesk/testing/signed-webhook";
import { createTestDeps, TEST_APP_SECRET, TEST_VERIFY_TOKEN } from "@frontdesk/testing/test-deps";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { messagesBody } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createRefusalCounter } from "./refusal-counter.ts";
import { handleMetaWebhook } from "./webhook-door.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());
beforeEach(async () => {
  await product.deps.webhook.refusals.flush();
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
  await deps.webhook.refusals.flush();
  const refusals = await database.rows.webhookRefusal.findMany();
  expect(refusals.reduce((sum, row) => sum + row.count, 0)).toBe(bad.length + 1);
  expect(new Set(refusals.map((row) => row.minute.toISOString()))).toEqual(new Set(["2026-11-20T10:10:00.000Z"]));
  expect(refusals.every((row) => row.reason.startsWith("signature_") && row.source === "meta")).toBe(true);
  expect(refusals.map((row) => row.object)).toContain("whatsapp_business_account");
});

it("counts concurrent refusals exactly, and keeps no word of a stranger's", async () => {
  const { deps, database } = product;
  const wrong = signBody("something else");
  await Promise.all(
    Array.from({ length: 20 }, () => postWebhook(deps, { object: "a stranger's own word" }, { signature: wrong })),
  );
  expect(await database.rows.webhookRefusal.count()).toBe(0);
  // Written by itself within a second, and what comes later is added to it.
  await expect.poll(() => database.rows.webhookRefusal.findMany(), { timeout: 5_000 }).toHaveLength(1);
  await postWebhook(deps, { object: "another one" }, { signature: wrong });
  await deps.webhook.refusals.flush();
  expect(await database.rows.webhookRefusal.findMany()).toMatchObject([{ object: "other", count: 21 }]);
});

it("loses no count of refusals to a stop, nor to a database that is away for a while", async () => {
  const { database, startAnother } = product;
  const stopped = await createTestDeps({ databaseUrl: database.databaseUrl });
  await postWebhook(stopped, body(), { signature: null });
  await stopped.close();
  expect(await database.rows.webhookRefusal.findMany()).toMatchObject([{ reason: "signature_missing", count: 1 }]);

  const other = await startAnother();
  const nowhere = createDb({ url: "postgresql://frontdesk_app:x@127.0.0.1:1/nowhere" });
  const db = { ...nowhere };
  const refusals = createRefusalCounter({ db, logger: other.logger });
  await postWebhook({ ...other, webhook: { ...other.webhook, refusals } }, body(), { signature: null });
  await expect(refusals.flush()).rejects.toThrow();
  Object.assign(db, other.db);
  await refusals.flush();
  await refusals.flush();
  expect(await database.rows.webhookRefusal.findMany()).toMatchObject([{ reason: "signature_missing", count: 2 }]);
  await nowhere.close();
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

/** A request whose body says when somebody reads it. */
function streamed(headers: Record<string, string>, read: (controller: ReadableStreamDefaultController) => void) {
  let reads = 0;
  const stream = new ReadableStream(
    {
      pull(controller) {
        reads += 1;
        read(controller);
      },
    },
    { highWaterMark: 0 },
  );
  const init = { method: "POST", headers, body: stream, duplex: "half" } as RequestInit;
  return { request: new Request("http://localhost/api/webhooks/meta", init), countReads: () => reads };
}

it("takes a body of 4 MB, and gives a larger one up before it is read whole", async () => {
  const { deps, database } = product;
  expect((await postWebhook(deps, Buffer.alloc(4 * 1024 * 1024, 32))).status).toBe(200);
  expect((await postWebhook(deps, Buffer.alloc(5 * 1024 * 1024, 32))).status).toBe(413);
  const endless = streamed({ "x-hub-signature-256": signBody("") }, (controller) =>
    controller.enqueue(new Uint8Array(1024 * 1024)),
  );
  expect((await handleMetaWebhook(deps, endless.request)).status).toBe(413);
  expect(endless.countReads()).toBe(5);
  expect(await database.rows.webhookLog.count()).toBe(1);
});

it("reads nothing of a body that is said to be too large or has no signature of the right form", async () => {
  const refused: [number, Record<string, string>][] = [
    [413, { "x-hub-signature-256": signBody(""), "content-length": String(5 * 1024 * 1024) }],
    [401, {}],
    [401, { "x-hub-signature-256": "sha256=00" }],
  ];
  for (const [status, headers] of refused) {
    const { request, countReads } = streamed(headers, (controller) => controller.close());
    expect((await handleMetaWebhook(product.deps, request)).status).toBe(status);
    expect(countReads()).toBe(0);
  }
});

it("answers a body that breaks off with 400, and stores nothing of it", async () => {
  const { deps, database } = product;
  const { request } = streamed({ "x-hub-signature-256": signBody("") }, (controller) =>
    controller.error(new Error("aborted")),
  );
  expect((await handleMetaWebhook(deps, request)).status).toBe(400);
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
