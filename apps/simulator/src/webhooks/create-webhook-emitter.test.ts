import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  APP_SECRET,
  DENTAL,
  DENTAL_WABA,
  GADGETLY,
  GADGETLY_WABA,
  type Json,
  NAPOLI,
  NAPOLI_WABA,
  openBench,
  type Received,
  START,
} from "../vitest.test-bench.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe("a webhook delivery", () => {
  it("carries Meta's headers, and a signature over the bytes as sent", async () => {
    const { product, write } = await openBench();
    await write("ana", "Grüße / 🙏");
    const [one] = product.received;
    expect(one?.text).toContain(String.raw`Gr\u00fc\u00dfe \/ \ud83d\ude4f`);
    const expected = createHmac("sha256", APP_SECRET)
      .update(one?.text ?? "")
      .digest("hex");
    expect(one?.headers).toMatchObject({
      "content-type": "application/json",
      "user-agent": "facebookexternalua",
      accept: "*/*",
      "x-hub-signature-256": `sha256=${expected}`,
    });
    expect(one?.headers["x-hub-signature"]).toMatch(/^sha1=[0-9a-f]{40}$/);
  });

  it("is retried by the 36 hour schedule and then dropped", async () => {
    const { product, write, advance, control } = await openBench();
    product.answer = () => 503;
    await write("ana", "hello");
    await advance(40 * HOUR);
    const offsets = [
      0,
      5 * SECOND,
      30 * SECOND,
      2 * MINUTE,
      10 * MINUTE,
      HOUR,
      3 * HOUR,
      6 * HOUR,
      12 * HOUR,
      24 * HOUR,
    ];
    expect(product.received.map((one) => one.at - START)).toEqual(offsets);
    const { json } = await control("GET", "/deliveries");
    expect(json).toMatchObject([{ state: "dropped", next_attempt_at: null }]);
    expect(json[0].attempts).toHaveLength(offsets.length);
    expect(json[0].attempts[2]).toMatchObject({ number: 3, status: 503, at: START + 30 * SECOND });
  });

  it("stops as soon as one attempt is answered with any 2xx, and sends the same bytes each time", async () => {
    const { product, write, advance, control } = await openBench();
    product.answer = () => (product.received.length < 3 ? 500 : 204);
    await write("ana", "hello");
    await advance(HOUR);
    expect(product.received).toHaveLength(3);
    expect(new Set(product.received.map((one) => one.text)).size).toBe(1);
    expect((await control("GET", "/deliveries?state=delivered")).json).toHaveLength(1);
  });

  it("counts a silent product as failed after the timeout", async () => {
    const { product, write, control } = await openBench({
      settings: { webhook_timeout_ms: 1000, webhook_retry: "off" },
    });
    product.answer = () => null;
    await write("ana", "hello");
    expect((await control("GET", "/deliveries")).json[0].attempts[0]).toMatchObject({
      status: null,
      error: "no answer within 1 s",
    });
  });

  it("can demand exactly 200", async () => {
    const { product, write, advance } = await openBench({ settings: { webhook_only_200: true } });
    product.answer = () => 204;
    await write("ana", "hello");
    await advance(6 * SECOND);
    expect(product.received).toHaveLength(2);
  });

  it("keeps one person's messages in order, one at a time, while others go ahead", async () => {
    const { product, control, advance } = await openBench();
    const senderOf = (one: Received) => one.body.entry[0]?.changes[0]?.value.messages[0].from;
    const onWire = new Map<string, number>();
    let mostOfOne = 0;
    let mostOfAll = 0;
    product.answer = async (one) => {
      const phone = senderOf(one);
      onWire.set(phone, (onWire.get(phone) ?? 0) + 1);
      mostOfOne = Math.max(mostOfOne, onWire.get(phone) ?? 0);
      mostOfAll = Math.max(
        mostOfAll,
        [...onWire.values()].reduce((sum, count) => sum + count, 0),
      );
      // The first takes longest: whatever was sent beside it would overtake it.
      await new Promise((resolve) => setTimeout(resolve, product.received.length < 3 ? 60 : 1));
      onWire.set(phone, (onWire.get(phone) ?? 0) - 1);
      return 200;
    };
    for (let n = 0; n < 20; n += 1) await control("POST", `/person/${n % 2 ? "ana" : "liam"}/send`, { body: `${n}` });
    await advance(0);
    const textsOf = (phone: string) =>
      product.received
        .filter((one) => senderOf(one) === phone)
        .map((one) => Number(one.body.entry[0]?.changes[0]?.value.messages[0].text.body));
    expect(textsOf("12025550147")).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    expect(textsOf("447700900123")).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
    expect([mostOfOne, mostOfAll]).toEqual([1, 2]);
  });

  it("gathers updates of several numbers and tenants in one POST, by count or by time", async () => {
    const { product, control, advance, addSecondNumber } = await openBench({
      settings: { webhook_batching: "count", webhook_batch_count: 4 },
    });
    for (const account of [NAPOLI, await addSecondNumber(), DENTAL, GADGETLY, NAPOLI]) {
      await control("POST", "/person/ana/send", { account, body: "hi" });
    }
    await advance(0);
    expect(product.received.map((one) => one.body.entry.map((entry) => [entry.id, entry.changes.length]))).toEqual([
      [
        [NAPOLI_WABA, 2],
        [DENTAL_WABA, 1],
        [GADGETLY_WABA, 1],
      ],
    ]);
    await advance(200);
    expect(product.received).toHaveLength(2);
  });

  it("marks the person's message as delivered once the product has it", async () => {
    const { write, control, product, advance } = await openBench();
    product.answer = () => (product.received.length === 1 ? 500 : 200);
    const message = await write("ana", "hello");
    const state = async () =>
      (await control("GET", `/state/messages?id=${encodeURIComponent(message.id)}`)).json[0].status;
    expect(await state()).toBe("sent");
    await advance(5 * SECOND);
    expect(await state()).toBe("delivered");
  });

  it("goes to a number's own callback before the account's and the app's, and nowhere without a subscription", async () => {
    const { control, graph, product, write, addSecondNumber } = await openBench();
    const catering = await addSecondNumber();
    await control("PATCH", `/wabas/${NAPOLI_WABA}`, {
      callback_override: { url: "http://127.0.0.1:9/waba", verify_token: "x" },
    });
    await control("PATCH", `/phone_numbers/${NAPOLI}`, {
      callback_override: { url: `${product.url}/number`, verify_token: "x" },
    });
    await write("ana", "to the number's callback");
    await write("ana", "to the account's callback", catering);
    await write("ana", "to the app's callback", DENTAL);
    const { json } = await control("GET", "/deliveries");
    expect(json.map((one: Json) => one.callback_url)).toEqual([
      `${product.url}/number`,
      "http://127.0.0.1:9/waba",
      `${product.url}/api/webhooks/meta`,
    ]);
    await graph("DELETE", `/${NAPOLI_WABA}/subscribed_apps`);
    await write("ana", "nobody hears this");
    await write("ana", "nor this", catering);
    expect((await control("GET", "/deliveries")).json).toHaveLength(3);
  });
});
