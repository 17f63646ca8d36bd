import { readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { describe, expect, it } from "vitest";
import { type Json, NAPOLI, openBench, START, tokens } from "../vitest.test-bench.ts";

const wrongCalls: [string, string, string, unknown, number, RegExp][] = [
  ["bad JSON", "POST", "/clock", "{", 400, /not valid JSON/],
  ["an empty clock call", "POST", "/clock", {}, 400, /"now", "advance" and "rate"/],
  ["a negative advance", "POST", "/clock", { advance: -1 }, 400, /"advance"/],
  ["a time that is none", "POST", "/clock", { now: "soon" }, 400, /milliseconds or an ISO time/],
  ["an unknown key", "POST", "/clock", { advance: 1, foo: 1 }, 400, /foo/],
  ["an unknown path", "POST", "/teapot", {}, 404, /has no POST/],
  ["an unknown person", "POST", "/person/bob/send", { body: "x" }, 404, /no person "bob".*ana/],
  ["an unknown number", "POST", "/person/ana/send", { account: "1", body: "x" }, 404, /Pizzeria Napoli/],
  ["a message without words", "POST", "/person/ana/send", {}, 400, /"body"/],
  ["another channel", "POST", "/person/ana/send", { channel: "ig", body: "x" }, 400, /not simulated yet/],
  ["an unknown type", "POST", "/person/ana/send", { type: "fax" }, 400, /"type"/],
  ["an edit of nothing", "POST", "/person/ana/edit", { message_id: "wamid.x", body: "y" }, 404, /no message/],
  ["an unknown kind", "GET", "/state/unicorns", undefined, 404, /Kinds: apps/],
  ["a patch of nobody", "PATCH", "/people/bob", { offline: true }, 404, /no "bob" among the people/],
  ["a patch of an unknown field", "PATCH", "/people/ana", { mood: "fine" }, 400, /mood/],
  ["a patch of the id", "PATCH", "/people/ana", { id: "anna" }, 400, /id cannot be changed/],
  ["a setting that is none", "PATCH", "/settings", { window: "ajar" }, 400, /"window"/],
  ["a fault without effect", "POST", "/faults", { do: {} }, 400, /names no effect/],
  ["a fault by an unknown code", "POST", "/faults", { do: { error: { code: 5 } } }, 400, /error catalogue/],
  [
    "a fault with a bad pattern",
    "POST",
    "/faults",
    { match: { path_regex: "(" }, do: { status: 500 } },
    400,
    /regular expression/,
  ],
  ["deleting no fault", "DELETE", "/faults/x", undefined, 404, /no fault "x"/],
  ["an unknown webhook fault", "POST", "/webhook_faults", { do: { explode: true } }, 400, /one known effect/],
  ["a raw webhook without body", "POST", "/webhook/raw", {}, 400, /"body"/],
  ["a wrong since", "GET", "/requests?since=yesterday", undefined, 400, /ISO time/],
  ["a token's unknown death", "POST", "/token/napoli/kill", { reason: "boredom" }, 400, /Reasons: expired/],
];

describe("the control API", () => {
  it.each(wrongCalls)("answers %s with one sentence", async (_name, method, path, body, status, sentence) => {
    const { control } = await openBench();
    const answer = await control(method, path, body);
    expect(answer.json.error).toMatch(sentence);
    expect(answer.status).toBe(status);
  });

  it("moves, sets and speeds up the clock", async () => {
    const { control } = await openBench();
    expect((await control("POST", "/clock", { advance: 5000 })).json.now).toBe(START + 5000);
    expect((await control("POST", "/clock", { now: "2026-12-01T00:00:00Z" })).json.iso).toBe(
      "2026-12-01T00:00:00.000Z",
    );
    expect((await control("POST", "/clock", { now: START })).json.now).toBe(START);
    expect((await control("POST", "/clock", { rate: 1000 })).json.rate).toBe(1000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await control("GET", "/clock")).json.now).toBeGreaterThan(START + 10_000);
  });

  it("logs every Graph call with tokens replaced by their names", async () => {
    const { control, sendText, request, advance } = await openBench();
    await sendText("first");
    await advance(1000);
    await request("GET", `/graph/v26.0/${NAPOLI}?access_token=${tokens[NAPOLI]}`);
    await request("GET", `/graph/v26.0/${NAPOLI}`, undefined, { authorization: "Bearer EAAsomebodys-own" });
    const { json, text } = await control("GET", "/requests");
    expect(text).not.toContain("EAA");
    expect(json).toMatchObject([
      {
        method: "POST",
        status: 200,
        headers: { authorization: "Bearer [token napoli]" },
        body: { text: { body: "first" } },
      },
      { method: "GET", status: 200, query: { access_token: "[token napoli]" } },
      { method: "GET", status: 401, headers: { authorization: "Bearer [redacted]" } },
    ]);
    expect((await control("GET", `/requests?since=${START + 1}`)).json).toHaveLength(2);
    expect((await control("GET", "/requests?path=/messages")).json).toHaveLength(1);
  });

  it.each([
    ["good", true, true],
    ["bad", true, true],
    ["none", false, false],
    ["sha1_only", true, false],
  ])("posts a raw webhook signed %s, several times at once", async (sign, hasSha1, hasSha256) => {
    const { control, product } = await openBench();
    product.answer = () => 401;
    const { json } = await control("POST", "/webhook/raw", { body: '{"x": "é"}', sign, times: 3, parallel: true });
    expect(json.results.map((one: Json) => one.status)).toEqual([401, 401, 401]);
    expect(product.received.map((one) => one.text)).toEqual(Array(3).fill('{"x": "é"}'));
    expect("x-hub-signature" in (product.received[0]?.headers ?? {})).toBe(hasSha1);
    expect("x-hub-signature-256" in (product.received[0]?.headers ?? {})).toBe(hasSha256);
  });

  it("posts a recorded webhook moved to now, and opens the window of who wrote", async () => {
    const { control, product, sendText, advance, statuses } = await openBench();
    const file = new URL("../whatsapp/fixtures/wa_batch_two_changes.json", import.meta.url);
    const recorded = JSON.parse(readFileSync(file, "utf8"));
    expect((await control("POST", "/webhook/fixture", { body: recorded })).json.status).toBe(200);
    const times = product.received[0]?.body.entry[0]?.changes.map((change) =>
      Number(change.value.messages[0].timestamp),
    );
    expect(times).toEqual([START / 1000 - 1, START / 1000]);
    await sendText("Hello Liam", "+447700900123");
    await advance(60_000);
    expect(statuses().map((one) => one.status)).toEqual(["sent", "delivered", "read"]);
  });

  it("takes calls from this computer's own pages only", async () => {
    const { url, request } = await openBench();
    expect((await request("POST", "/__sim/reset", {}, { origin: "https://evil.example" })).status).toBe(403);
    expect((await request("POST", "/__sim/reset", {}, { origin: "http://localhost:4000" })).status).toBe(200);
    const rebound = await new Promise((resolve) => {
      httpRequest(`${url}/health`, { headers: { host: "evil.example" } }, (response) =>
        resolve(response.statusCode),
      ).end();
    });
    expect(rebound).toBe(403);
  });

  it("holds people to WhatsApp's own limits", async () => {
    const { write, control, advance } = await openBench();
    const message = await write("ana", "hello");
    expect((await control("POST", "/person/liam/unsend", { message_id: message.id })).status).toBe(404);
    await advance(16 * 60_000);
    const edit = await control("POST", "/person/ana/edit", { message_id: message.id, body: "x" });
    expect(edit.json.error).toMatch(/15 minutes/);
    expect((await control("POST", "/person/ana/unsend", { message_id: message.id })).status).toBe(200);
    expect((await control("POST", "/person/ana/unsend", { message_id: message.id })).json.error).toMatch(
      /deleted already/,
    );
  });

  it("streams what happens to the phone page", async () => {
    const { url, write } = await openBench();
    const stream = await fetch(`${url}/__sim/events?page=p1`);
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    await write("ana", "hello\n\nevent: fake");
    let text = "";
    while (!text.includes("event: delivery")) text += (await reader?.read())?.value;
    expect(stream.headers.get("content-type")).toBe("text/event-stream");
    expect(text).toMatch(/^event: hello\n/);
    expect(text).toContain("event: message\n");
    expect(text).not.toMatch(/^event: fake/m);
    await reader?.cancel();
  });
});
