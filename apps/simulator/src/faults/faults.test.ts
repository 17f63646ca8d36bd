import { describe, expect, it } from "vitest";
import { type Json, NAPOLI, openBench, START } from "../vitest.test-bench.ts";

const SENDS = { method: "POST", path_regex: "/messages$" };

async function openWithWindow() {
  const bench = await openBench();
  await bench.write("ana", "hi");
  return bench;
}

describe("Graph faults", () => {
  it("answer with the catalogue's error, as often as asked, and only where they match", async () => {
    const { control, sendText, graph } = await openWithWindow();
    await control("POST", "/faults", { id: "f", match: SENDS, when: { count: 1 }, do: { error: { code: 131056 } } });
    expect((await graph("GET", `/${NAPOLI}`)).status).toBe(200);
    const { status, json } = await sendText("x");
    expect(status).toBe(400);
    expect(json.error).toMatchObject({
      code: 131056,
      is_transient: true,
      error_data: { messaging_product: "whatsapp" },
    });
    expect((await sendText("x")).status).toBe(200);
    expect((await control("GET", "/faults")).json).toMatchObject([{ id: "f", seen: 2, used: 1 }]);
  });

  it("strike the nth call, every so many, or by seeded chance", async () => {
    const { control, sendText } = await openWithWindow();
    const statusesOf = async (when: Json) => {
      await control("POST", "/faults", { id: "f", match: SENDS, when, do: { status: 502, body: "" } });
      const statuses: number[] = [];
      for (let n = 0; n < 6; n += 1) statuses.push((await sendText("x")).status);
      await control("DELETE", "/faults/f");
      return statuses;
    };
    expect(await statusesOf({ nth: [2, 3] })).toEqual([200, 502, 502, 200, 200, 200]);
    expect(await statusesOf({ every: 3 })).toEqual([200, 200, 502, 200, 200, 502]);
    const byChance = await statusesOf({ probability: 0.5 });
    expect(byChance).toContain(200);
    expect(byChance).toContain(502);
    expect(await statusesOf({ probability: 0.5 })).toEqual(byChance);
  });

  it("last from one virtual time until another", async () => {
    const { control, sendText, advance } = await openWithWindow();
    const when = { from: START + 1000, until: START + 2000 };
    await control("POST", "/faults", { match: SENDS, when, do: { status: 503 } });
    expect((await sendText("x")).status).toBe(200);
    await advance(1000);
    expect((await sendText("x")).status).toBe(503);
    await advance(1000);
    expect((await sendText("x")).status).toBe(200);
  });

  it("lose the answer of a message that was accepted", async () => {
    const { control, sendText, advance, statuses } = await openWithWindow();
    await control("POST", "/faults", { match: SENDS, when: { count: 1 }, do: { timeout_after: 10 } });
    await expect(sendText("x")).rejects.toThrow();
    await advance(60_000);
    expect(statuses().map((one) => one.status)).toEqual(["sent", "delivered", "read"]);
    expect((await control("GET", "/requests?path=/messages")).json).toMatchObject([{ status: null }]);
  });

  it.each([{ timeout_before: 10 }, { reset: true }])("keep a call from happening with %o", async (effect) => {
    const { control, sendText, advance, statuses } = await openWithWindow();
    await control("POST", "/faults", { match: SENDS, do: effect });
    await expect(sendText("x")).rejects.toThrow();
    await advance(60_000);
    expect(statuses()).toEqual([]);
  });

  it("give bare statuses with headers, late answers, dripping bodies and usage near the limit", async () => {
    const { control, sendText } = await openWithWindow();
    const withFault = async (effect: Json) => {
      await control("DELETE", "/faults");
      await control("POST", "/faults", { match: SENDS, do: effect });
      const started = performance.now();
      return { ...(await sendText("x")), took: performance.now() - started };
    };
    const bare = await withFault({ status: 429, headers: { "Retry-After": "7" }, body: "<html>" });
    expect([bare.status, bare.headers.get("retry-after"), bare.text]).toEqual([429, "7", "<html>"]);
    const late = await withFault({ delay: 150 });
    expect([late.status, late.took >= 149]).toEqual([200, true]);
    const slow = await withFault({ slow_body: { bytes_per_second: 500 } });
    expect([slow.json.messages.length, slow.took > 150]).toEqual([1, true]);
    const used = await withFault({ usage_headers: { "x-app-usage": { call_count: 98 } } });
    expect(JSON.parse(used.headers.get("x-app-usage") ?? "")).toEqual({ call_count: 98 });
  });

  it.each([
    ["missing_messages", (body: Json) => expect(body).not.toHaveProperty("messages")],
    ["numeric_ids", (body: Json) => expect(body.messages[0].id).toBeTypeOf("number")],
    ["extra_fields", (body: Json) => expect(body).toHaveProperty("unheard_of")],
    ["string_success", (body: Json) => expect(body).toBe("true")],
  ])("give a success of the wrong shape: %s", async (shape, check) => {
    const { control, sendText } = await openWithWindow();
    await control("POST", "/faults", { match: SENDS, do: { wrong_shape: shape } });
    check((await sendText("x")).json);
  });

  it("match by token, account and body", async () => {
    const { control, sendText, send } = await openWithWindow();
    const effect = { do: { status: 500 } };
    await control("POST", "/faults", { id: "other", match: { token: "gadgetly" }, ...effect });
    await control("POST", "/faults", { id: "words", match: { account: NAPOLI, body_contains: "unlucky" }, ...effect });
    expect((await sendText("fine")).status).toBe(200);
    expect((await sendText("unlucky")).status).toBe(500);
    await control("DELETE", "/faults/words");
    await control("POST", "/faults", { match: { ...SENDS, body_lacks: '"status":"read"' }, ...effect });
    expect((await send({ status: "read", message_id: "wamid.x" })).status).toBe(200);
  });
});

describe("webhook faults", () => {
  it("deliver the same bytes again, at once or later", async () => {
    const { control, write, product, advance } = await openBench();
    await control("POST", "/webhook_faults", { count: 1, do: { duplicate: { n: 4, parallel: true } } });
    await write("ana", "once");
    expect(product.received).toHaveLength(5);
    expect(new Set(product.received.map((one) => one.text)).size).toBe(1);
    await control("POST", "/webhook_faults", { count: 1, do: { duplicate: { n: 1, delay: 1000 } } });
    await write("ana", "twice");
    expect(product.received).toHaveLength(6);
    await advance(1000);
    expect(product.received).toHaveLength(7);
  });

  it("keep the product from being reached until it is back, then the schedule delivers", async () => {
    const { control, write, product, advance } = await openBench();
    await control("POST", "/webhook_faults", { id: "down", do: { down: true } });
    await write("ana", "hello?");
    await advance(60_000);
    expect(product.received).toEqual([]);
    await control("DELETE", "/webhook_faults/down");
    await advance(60_000);
    expect(product.received.map((one) => one.at - START)).toEqual([120_000]);
  });

  it("put the sent status before the answer of the send", async () => {
    const { control, write, product, sendText } = await openBench();
    await write("ana", "hi");
    await control("POST", "/webhook_faults", { do: { status_before_response: true } });
    const { json } = await sendText("Hello");
    expect(product.received.at(-1)?.body.entry[0]?.changes[0]?.value.statuses[0]).toMatchObject({
      id: json.messages[0].id,
      status: "sent",
    });
  });

  it("sign wrongly, drop, delay and batch", async () => {
    const { control, write, product, advance } = await openBench();
    const withFault = async (effect: Json) => {
      await control("DELETE", "/webhook_faults");
      await control("POST", "/webhook_faults", { do: effect });
      product.received.length = 0;
      await write("ana", "x");
      return product.received.length;
    };
    expect(await withFault({ bad_signature: true })).toBe(1);
    expect(await withFault({ drop: {} })).toBe(0);
    expect((await control("GET", "/deliveries?state=dropped")).json).toHaveLength(1);
    expect(await withFault({ delay: { ms: 5000 } })).toBe(0);
    await advance(5000);
    expect(product.received).toHaveLength(1);
    expect(await withFault({ batch: { n: 2 } })).toBe(0);
    await write("liam", "y");
    expect(product.received.map((one) => one.body.entry[0]?.changes.length)).toEqual([2]);
  });
});
