import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { APP_SECRET, GADGETLY, type Json, NAPOLI, openBench, tokens } from "../vitest.test-bench.ts";

const text = { to: "+12025550147", type: "text", text: { body: "Hello" } };
const buttons = (n: number, title = "Yes") => ({
  to: "+12025550147",
  type: "interactive",
  interactive: {
    type: "button",
    body: { text: "Choose" },
    action: { buttons: Array.from({ length: n }, (_, i) => ({ type: "reply", reply: { id: `b${i}`, title } })) },
  },
});
const list = (rows: number) => ({
  to: "+12025550147",
  type: "interactive",
  interactive: {
    type: "list",
    body: { text: "Choose" },
    action: {
      button: "Open",
      sections: [{ title: "A", rows: Array.from({ length: rows }, (_, i) => ({ id: `r${i}`, title: "Row" })) }],
    },
  },
});
const template = (name: string, values: string[] = [], code = "en_US") => ({
  to: "+12025550147",
  type: "template",
  template: {
    name,
    language: { code },
    components: [{ type: "body", parameters: values.map((value) => ({ type: "text", text: value })) }],
  },
});

describe("sending is accepted", () => {
  it.each([
    ["a text", text],
    ["a text to a number with spaces and hyphens", { ...text, to: "+1 (202) 555-0147" }],
    ["a text without a type", { to: "12025550147", text: { body: "Hello" } }],
    ["exactly 4096 characters, emoji counted once", { ...text, text: { body: "🙏".repeat(4096) } }],
    ["three buttons", buttons(3)],
    ["ten rows", list(10)],
    [
      "an image by link with a caption",
      { ...text, type: "image", image: { link: "https://x.example/a.png", caption: "c" } },
    ],
    ["a location", { ...text, type: "location", location: { latitude: "40.7", longitude: -74 } }],
    ["contacts", { ...text, type: "contacts", contacts: [{ name: { formatted_name: "A" } }] }],
    ["a template with its parameters", template("order_update", ["Ana", "17"])],
    ["opaque data of 512 bytes", { ...text, biz_opaque_callback_data: "x".repeat(512) }],
  ])("%s", async (_name, body) => {
    const { write, send } = await openBench();
    await write("ana", "hi");
    const { status, json, headers } = await send(body);
    expect(json.error).toBeUndefined();
    expect(status).toBe(200);
    expect(json.messages[0]).toMatchObject({ message_status: "accepted" });
    expect(json.messages[0].id).toMatch(/^wamid\.[A-Za-z0-9+/]+=*$/);
    expect(json.contacts).toEqual([{ input: body.to, wa_id: "12025550147" }]);
    expect(headers.get("facebook-api-version")).toBe("v26.0");
    expect(JSON.parse(headers.get("x-app-usage") ?? "")).toHaveProperty("call_count");
  });

  it("by business-scoped user id, and `to` wins when both are there", async () => {
    const { write, send } = await openBench();
    await write("ana", "hi");
    const recipient = "US.10482266730915523";
    const { to: _to, ...withoutTo } = text;
    expect((await send({ ...withoutTo, recipient })).json.contacts).toEqual([{ input: recipient, user_id: recipient }]);
    expect((await send({ ...text, recipient })).json.contacts).toEqual([{ input: text.to, wa_id: "12025550147" }]);
  });

  it("to a short number with the business's own country code before it, as Meta misdelivers", async () => {
    const { send } = await openBench();
    expect((await send({ ...text, to: "2025550147" })).json.contacts[0].wa_id).toBe("12025550147");
    expect((await send({ ...text, to: "7700900123" }, GADGETLY)).json.contacts[0].wa_id).toBe("447700900123");
  });
});

type Refusal = { name: string; body: Record<string, unknown>; code: number; status: number; details?: RegExp };
const refusals: Refusal[] = [
  { name: "no recipient", body: { type: "text", text: { body: "x" } }, code: 100, status: 400 },
  {
    name: "letters as a number",
    body: { ...text, to: "ana" },
    code: 131009,
    status: 400,
    details: /valid WhatsApp phone/,
  },
  { name: "a malformed user id", body: { recipient: "x", text: { body: "x" } }, code: 131009, status: 400 },
  { name: "an unknown type", body: { ...text, type: "fax" }, code: 100, status: 400 },
  {
    name: "no text object",
    body: { to: text.to, type: "text" },
    code: 131008,
    status: 400,
    details: /'text' is mandatory/,
  },
  { name: "no body", body: { ...text, text: {} }, code: 131008, status: 400, details: /text\['body'\] is required/ },
  { name: "an empty body", body: { ...text, text: { body: "" } }, code: 131009, status: 400 },
  {
    name: "4097 characters",
    body: { ...text, text: { body: "x".repeat(4097) } },
    code: 100,
    status: 400,
    details: /^Param text\['body'\] must be at most 4096 characters long\.$/,
  },
  { name: "its own number", body: { ...text, to: "+12125550100" }, code: 131021, status: 400 },
  { name: "four buttons", body: buttons(4), code: 131009, status: 400, details: /Max allowed buttons: 3/ },
  { name: "a button title of 21", body: buttons(1, "x".repeat(21)), code: 100, status: 400, details: /at most 20/ },
  { name: "eleven rows", body: list(11), code: 131009, status: 400, details: /max allowed count: 10/ },
  {
    name: "media with id and link",
    body: { ...text, type: "image", image: { id: "1", link: "https://x.example" } },
    code: 131009,
    status: 400,
  },
  {
    name: "media with a script link",
    body: { ...text, type: "image", image: { link: "javascript:alert(1)" } },
    code: 131009,
    status: 400,
  },
  { name: "an unknown template", body: template("nope"), code: 132001, status: 404 },
  { name: "a template in an unknown language", body: template("hello_world", [], "de"), code: 132001, status: 404 },
  { name: "a template with too few parameters", body: template("order_update", ["Ana"]), code: 132000, status: 400 },
  {
    name: "513 bytes of opaque data",
    body: { ...text, biz_opaque_callback_data: "x".repeat(513) },
    code: 100,
    status: 400,
  },
  {
    name: "a reaction to nothing",
    body: { ...text, type: "reaction", reaction: { message_id: "wamid.x", emoji: "👍" } },
    code: 131009,
    status: 400,
  },
  { name: "a group", body: { ...text, recipient_type: "group" }, code: 131009, status: 400 },
  { name: "a read receipt without a message", body: { status: "read" }, code: 131008, status: 400 },
  { name: "another product", body: { ...text, messaging_product: "sms" }, code: 100, status: 400 },
];

describe("sending is refused", () => {
  it.each(refusals)("$name: $code", async ({ body, code, status, details }) => {
    const { write, send } = await openBench();
    await write("ana", "hi");
    const answer = await send(body);
    expect(answer.json.error).toMatchObject({ code, type: expect.any(String), fbtrace_id: expect.any(String) });
    expect(answer.status).toBe(status);
    if (details)
      expect(answer.json.error.error_data).toEqual({
        messaging_product: "whatsapp",
        details: expect.stringMatching(details),
      });
  });

  it.each([
    ["no token", undefined, 400, { code: 104 }],
    ["an unknown token", "EAAnothing", 401, { code: 190 }],
    ["another number's token", tokens[GADGETLY], 400, { code: 100, error_subcode: 33, type: "GraphMethodException" }],
  ])("with %s", async (_name, token, status, error) => {
    const { request } = await openBench();
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await request(
      "POST",
      `/graph/v26.0/${NAPOLI}/messages`,
      { messaging_product: "whatsapp", ...text },
      headers,
    );
    expect(answer.status).toBe(status);
    expect(answer.json.error).toMatchObject(error);
  });

  it("checks the token before the shape, the shape before the own number, and that before the length", async () => {
    const { send, control } = await openBench();
    const own = { to: "+12125550100", type: "text" };
    const long = { body: "x".repeat(5000) };
    const codeOf = async (body: Record<string, unknown>, token?: string) =>
      (await send(body, NAPOLI, token)).json.error.code;
    expect(await codeOf(own, "EAAnothing")).toBe(190);
    expect(await codeOf(own)).toBe(131008);
    expect(await codeOf({ ...own, text: long })).toBe(131021);
    expect(await codeOf({ ...text, text: long })).toBe(100);
    await control("PATCH", `/phone_numbers/${NAPOLI}`, { registered: false });
    expect(await codeOf(own)).toBe(133010);
  });

  it.each(["v20.0", "v27.0", "v26.1"])("at version %s with 2635", async (version) => {
    const { request } = await openBench();
    const answer = await request("POST", `/graph/${version}/${NAPOLI}/messages`, text, {
      authorization: `Bearer ${tokens[NAPOLI]}`,
    });
    expect(answer.json.error.code).toBe(2635);
  });

  it.each(["/v21.0", "/v26.0", ""])("but not at %s", async (version) => {
    const { request, write } = await openBench();
    await write("ana", "hi");
    const body = { messaging_product: "whatsapp", ...text };
    const answer = await request("POST", `/graph${version}/${NAPOLI}/messages`, body, {
      authorization: `Bearer ${tokens[NAPOLI]}`,
    });
    expect(answer.status).toBe(200);
  });

  it("verifies appsecret_proof when it is there, and demands it when the app does", async () => {
    const { send, control, request, write } = await openBench();
    await write("ana", "hi");
    const proof = createHmac("sha256", APP_SECRET).update(String(tokens[NAPOLI])).digest("hex");
    const withProof = (value: string) =>
      request(
        "POST",
        `/graph/v26.0/${NAPOLI}/messages?appsecret_proof=${value}`,
        { messaging_product: "whatsapp", ...text },
        { authorization: `Bearer ${tokens[NAPOLI]}` },
      );
    expect((await withProof(proof)).status).toBe(200);
    expect((await withProof("0".repeat(64))).json.error).toMatchObject({ code: 100, type: "GraphMethodException" });
    await control("PATCH", "/apps/884422110033557", { require_appsecret_proof: true });
    expect((await send(text)).json.error.message).toContain("require an appsecret_proof");
    expect((await withProof(proof)).status).toBe(200);
  });

  it.each([
    [{ reason: "expired" }, { code: 190, error_subcode: 463 }],
    [{ reason: "password" }, { code: 190, error_subcode: 460 }],
    [{ reason: "scope_revoked:whatsapp_business_messaging" }, { code: 10 }],
  ])("with a token killed by %o", async (reason, error) => {
    const { send, control } = await openBench();
    await control("POST", "/token/napoli/kill", reason);
    expect((await send(text)).json.error).toMatchObject(error);
  });

  it("over 80 messages a second with 130429, and one second later not", async () => {
    const { sendText, advance, control } = await openBench();
    await control("PATCH", "/settings", { window: "off", pair_burst: 1000 });
    const codes = await Promise.all(
      Array.from({ length: 81 }, async (_, n) => (await sendText(`${n}`)).json.error?.code),
    );
    expect(codes.filter((code) => code === 130429)).toHaveLength(1);
    expect(codes.filter((code) => code === undefined)).toHaveLength(80);
    await advance(1001);
    expect((await sendText("again")).status).toBe(200);
  });

  it("over the pair limit with 131056, without touching others", async () => {
    const { sendText, advance, control } = await openBench();
    await control("PATCH", "/settings", { window: "off" });
    for (let n = 0; n < 45; n += 1) expect((await sendText(`${n}`)).status).toBe(200);
    expect((await sendText("one too many")).json.error).toMatchObject({ code: 131056, is_transient: true });
    expect((await sendText("to Liam", "+447700900123")).status).toBe(200);
    await advance(6000);
    expect((await sendText("after a refill")).status).toBe(200);
  });

  it.each([131031, 368, 131042])("from a restricted account with %i", async (code) => {
    const { sendText, control, write } = await openBench();
    await write("ana", "hi");
    await control("PATCH", "/wabas/301122334455667", { restriction: code });
    expect((await sendText("x")).json.error.code).toBe(code);
  });

  it("outside the window at once, when the switch says so; a template always goes", async () => {
    const { sendText, send } = await openBench({ settings: { window_closed: "sync" } });
    expect((await sendText("x")).json.error.code).toBe(131047);
    expect((await send(template("hello_world"))).status).toBe(200);
  });

  it("gives every error its own trace id", async () => {
    const { send } = await openBench();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send({ type: "text" })));
    expect(new Set(answers.map((one: Json) => one.json.error.fbtrace_id)).size).toBe(20);
  });
});
