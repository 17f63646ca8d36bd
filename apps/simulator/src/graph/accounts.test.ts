import { describe, expect, it } from "vitest";
import {
  APP_SECRET,
  GADGETLY_WABA,
  type Json,
  NAPOLI,
  openBench,
  tokens,
  NAPOLI_WABA as WABA,
} from "../vitest.test-bench.ts";

const APP = "884422110033557";
const APP_TOKEN = `${APP}|${APP_SECRET}`;

describe("account calls", () => {
  it("show a number with its usual fields, or the asked ones", async () => {
    const { graph, product } = await openBench();
    const { json } = await graph("GET", `/${NAPOLI}`);
    expect(json).toEqual({
      verified_name: "Pizzeria Napoli",
      code_verification_status: "VERIFIED",
      display_phone_number: "+1 212-555-0100",
      quality_rating: "GREEN",
      platform_type: "CLOUD_API",
      throughput: { level: "STANDARD" },
      webhook_configuration: { application: `${product.url}/api/webhooks/meta` },
      id: NAPOLI,
    });
    expect((await graph("GET", `/${NAPOLI}?fields=status,name_status`)).json).toEqual({
      status: "CONNECTED",
      name_status: "APPROVED",
      id: NAPOLI,
    });
  });

  it("list an account's numbers in pages", async () => {
    const { graph, addSecondNumber } = await openBench();
    await addSecondNumber();
    const first = (await graph("GET", `/${WABA}/phone_numbers?fields=display_phone_number&limit=1`)).json;
    expect(first.data).toEqual([{ display_phone_number: "+1 212-555-0100", id: NAPOLI }]);
    const rest = (await graph("GET", `/${WABA}/phone_numbers?limit=1&after=${first.paging.cursors.after}`)).json;
    expect(rest.data).toMatchObject([{ verified_name: "Napoli Catering", platform_type: "CLOUD_API" }]);
    expect(rest.paging).not.toHaveProperty("next");
  });

  it("refuse another tenant's account like one that does not exist", async () => {
    const { graph } = await openBench();
    const messageOf = async (id: string) => (await graph("GET", `/${id}`)).json.error.message.replaceAll(id, "ID");
    expect(await messageOf(GADGETLY_WABA)).toBe(await messageOf("999999999999999"));
  });

  it("subscribe, override and unsubscribe, after verifying the callback", async () => {
    const { graph, product } = await openBench();
    const seen: string[] = [];
    product.onVerify = (query, response) => {
      seen.push(`${query.get("hub.mode")} ${query.get("hub.verify_token")}`);
      return query.get("hub.verify_token") === "mine"
        ? response.end(query.get("hub.challenge"))
        : response.writeHead(403).end();
    };
    const path = `/${WABA}/subscribed_apps`;
    const override = { override_callback_uri: `${product.url}/own`, verify_token: "mine" };
    expect((await graph("POST", path, tokens[NAPOLI], override)).json).toEqual({ success: true });
    expect((await graph("GET", path)).json.data[0]).toMatchObject({
      whatsapp_business_api_data: { id: APP },
      override_callback_uri: `${product.url}/own`,
    });
    const wrong = await graph("POST", path, tokens[NAPOLI], { ...override, verify_token: "theirs" });
    expect(wrong.json.error).toMatchObject({ code: 2200, message: expect.stringContaining("HTTP Status Code = 403") });
    expect(seen).toEqual(["subscribe mine", "subscribe theirs"]);
    expect((await graph("DELETE", path)).json).toEqual({ success: true });
    expect((await graph("GET", path)).json).toEqual({ data: [] });
  });

  it("set the app's subscription with the app token only", async () => {
    const { graph, product } = await openBench();
    const body = {
      object: "whatsapp_business_account",
      callback_url: `${product.url}/new`,
      verify_token: "x",
      fields: "messages",
    };
    expect((await graph("POST", `/${APP}/subscriptions`, tokens[NAPOLI], body)).json.error.code).toBe(100);
    expect((await graph("POST", `/${APP}/subscriptions`, APP_TOKEN, body)).json).toEqual({ success: true });
    expect((await graph("GET", `/${APP}/subscriptions`, APP_TOKEN)).json.data[0]).toMatchObject({
      callback_url: `${product.url}/new`,
      fields: [{ name: "messages" }],
    });
  });

  it("count against the account's hourly limit (80007)", async () => {
    const { graph, control, advance } = await openBench();
    await control("PATCH", "/settings", { waba_calls_per_hour: 2 });
    const codes: (number | undefined)[] = [];
    for (let n = 0; n < 3; n += 1) codes.push((await graph("GET", `/${WABA}`)).json.error?.code);
    expect(codes).toEqual([undefined, undefined, 80007]);
    await advance(3_600_001);
    expect((await graph("GET", `/${WABA}`)).status).toBe(200);
  });
});

describe("debug_token", () => {
  const debug = async (bench: { graph: Json }, input: string) =>
    (await bench.graph("GET", `/debug_token?input_token=${encodeURIComponent(input)}`, APP_TOKEN)).json.data;

  it("says what a token may do", async () => {
    const bench = await openBench();
    expect(await debug(bench, String(tokens[NAPOLI]))).toMatchObject({
      app_id: APP,
      is_valid: true,
      type: "SYSTEM_USER",
      expires_at: 0,
      scopes: ["whatsapp_business_messaging", "whatsapp_business_management"],
      granular_scopes: expect.arrayContaining([{ scope: "whatsapp_business_messaging", target_ids: [WABA] }]),
    });
  });

  it("answers 200 for a dead or unknown one, with the reason", async () => {
    const bench = await openBench();
    await bench.control("POST", "/token/napoli/kill", { reason: "password" });
    expect(await debug(bench, String(tokens[NAPOLI]))).toMatchObject({
      is_valid: false,
      error: { code: 190, subcode: 460 },
    });
    expect(await debug(bench, "EAAnothing")).toMatchObject({ is_valid: false, error: { code: 190 } });
  });

  it("follows an expiry on the virtual clock", async () => {
    const bench = await openBench();
    const { json } = await bench.control("GET", "/clock");
    await bench.control("PATCH", "/tokens/napoli", { expires_at: json.now + 1000 });
    expect((await debug(bench, String(tokens[NAPOLI]))).is_valid).toBe(true);
    await bench.advance(1000);
    expect(await debug(bench, String(tokens[NAPOLI]))).toMatchObject({ is_valid: false, error: { subcode: 463 } });
  });
});

describe("media that a person sent", () => {
  it("is described to a token that may read it, and downloaded with it for five minutes", async () => {
    const { control, graph, advance, url, request } = await openBench();
    const { json: message } = await control("POST", "/person/ana/send", { type: "image" });
    const { json: media } = await graph("GET", `/${message.content.id}`);
    expect(media).toMatchObject({
      messaging_product: "whatsapp",
      mime_type: "image/jpeg",
      file_size: expect.stringMatching(/^\d+$/),
    });
    const path = media.url.slice(url.length);
    const headers = { authorization: `Bearer ${tokens[NAPOLI]}` };
    expect((await request("GET", path)).status).toBe(401);
    const answer = await request("GET", path, undefined, headers);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
    await advance(5 * 60_000);
    expect((await request("GET", path, undefined, headers)).status).toBe(404);
    expect((await graph("GET", `/${message.content.id}`)).json.url).not.toBe(media.url);
  });
});
