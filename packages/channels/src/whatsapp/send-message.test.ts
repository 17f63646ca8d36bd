import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OutgoingMessage } from "../channel-adapter.ts";
import { ChannelError } from "../channel-error.ts";
import { createGraphClient, type GraphClient } from "../meta/graph-client.ts";
import { createChannels } from "../registry.ts";
import { fetchPhoneNumber } from "./connection.ts";

const CREDENTIALS = { accessToken: "EAAtoken", platformId: "4122" };
const WA_ID = { kind: "WA_ID", value: "12025550147" } as const;
const BSUID = { kind: "BSUID", value: "US.1" } as const;
const PARENT = { kind: "PARENT_BSUID", value: "US.ENT.7" } as const;
const MESSAGE: OutgoingMessage = { correlationId: "0192-our-id", to: [WA_ID], text: "Hello" };
const ACCEPTED = {
  messaging_product: "whatsapp",
  contacts: [{ input: "x" }],
  messages: [{ id: "wamid.9", message_status: "accepted" }],
};

let received: { method?: string | undefined; path?: string | undefined; body: unknown }[] = [];
let reply: { status: number; body: unknown } = { status: 200, body: ACCEPTED };
let baseUrl = "";
let graph: GraphClient;
const server = createServer((request, response) => {
  let text = "";
  request.on("data", (chunk) => {
    text += chunk;
  });
  request.on("end", () => {
    received.push({ method: request.method, path: request.url, body: text === "" ? undefined : JSON.parse(text) });
    response.writeHead(reply.status, { connection: "close" }).end(JSON.stringify(reply.body));
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  graph = createGraphClient({ baseUrl });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  received = [];
  reply = { status: 200, body: ACCEPTED };
});

const adapter = () => createChannels({ graphUrl: baseUrl, appSecret: "secret" }).adapterFor("WHATSAPP");
const send = (message: Partial<OutgoingMessage> = {}) => adapter().send(CREDENTIALS, { ...MESSAGE, ...message });
async function failureOf(call: Promise<unknown>) {
  const failure = await call.catch((error: unknown) => error);
  if (!(failure instanceof ChannelError)) throw failure;
  return failure.info;
}

describe("send", () => {
  it("sends a text with our id and answers with Meta's", async () => {
    expect(await send({ replyTo: "wamid.1" })).toEqual({ providerMessageId: "wamid.9" });
    expect(received).toEqual([
      {
        method: "POST",
        path: expect.stringMatching(/^\/v26\.0\/4122\/messages\?appsecret_proof=[0-9a-f]{64}$/),
        body: {
          messaging_product: "whatsapp",
          recipient_type: "individual",
          to: "+12025550147",
          context: { message_id: "wamid.1" },
          type: "text",
          text: { body: "Hello", preview_url: false },
          biz_opaque_callback_data: "0192-our-id",
        },
      },
    ]);
  });

  it.each([
    [[PARENT, BSUID, WA_ID], { to: "+12025550147" }],
    [[PARENT, BSUID], { recipient: "US.1" }],
    [[PARENT], { recipient: "US.ENT.7" }],
    [[BSUID, { kind: "WA_ID", value: "undefined" } as const], { recipient: "US.1" }],
  ])("addresses %j", async (to, address) => {
    await send({ to });
    expect(received[0]?.body).toMatchObject(address);
    expect(Object.keys(received[0]?.body as object).filter((key) => key === "to" || key === "recipient")).toHaveLength(
      1,
    );
  });

  it.each([
    ["see https://x.example/a?b=c now", true],
    ["https://x.example and http://y.example", false],
    ["no link, x.example", false],
  ])("shows a preview of %j: %s", async (text, preview_url) => {
    await send({ text });
    expect(received[0]?.body).toMatchObject({ text: { preview_url } });
  });

  it.each([
    [{ text: " \n" }, "content_rejected"],
    [{ text: "x".repeat(4097) }, "content_rejected"],
    [{ correlationId: "é".repeat(257) }, "content_rejected"],
    [{ to: [] }, "recipient_unreachable"],
    [{ to: [{ kind: "PSID", value: "1" }] as const }, "recipient_unreachable"],
  ])("does not even try %j", async (message, reason) => {
    expect(await failureOf(send(message))).toMatchObject({ reason, outcome: "not_sent" });
    expect(received).toHaveLength(0);
  });

  it("does not know what became of it when the answer names no message", async () => {
    for (const body of [{ success: true }, { messages: [] }, { messages: [{ id: "" }] }, { messages: "wamid" }]) {
      reply = { status: 200, body };
      expect(await failureOf(send())).toMatchObject({ outcome: "unknown" });
    }
  });

  it("passes Meta's refusal on without the customer's number", async () => {
    const error_data = { messaging_product: "whatsapp", details: "Recipient 12025550147 is not valid for 'Hello'" };
    reply = { status: 400, body: { error: { message: "(#131026) Message undeliverable", code: 131026, error_data } } };
    const info = await failureOf(send());
    expect(info).toMatchObject({ reason: "recipient_unreachable", outcome: "not_sent", code: 131026 });
    expect(info.details).toBe("(#131026) Message undeliverable: Recipient [removed] is not valid for '[removed]'");
  });
});

describe("markRead", () => {
  it("marks read, with the typing indicator on demand", async () => {
    reply = { status: 200, body: { success: true } };
    await adapter().abilities?.markRead?.(CREDENTIALS, "wamid.1");
    await adapter().abilities?.markRead?.(CREDENTIALS, "wamid.1", { typing: true });
    const read = { messaging_product: "whatsapp", status: "read", message_id: "wamid.1" };
    expect(received.map((request) => request.body)).toEqual([read, { ...read, typing_indicator: { type: "text" } }]);
  });
});

describe("fetchPhoneNumber", () => {
  it("reads what Meta knows of the number, whatever of it is missing", async () => {
    reply = {
      status: 200,
      body: { id: 4122, display_phone_number: "+1 212-555-0100", quality_rating: "GREEN", status: 7 },
    };
    expect(await fetchPhoneNumber(graph, CREDENTIALS)).toEqual({
      id: "4122",
      displayPhoneNumber: "+1 212-555-0100",
      qualityRating: "GREEN",
    });
    expect(received[0]).toMatchObject({
      method: "GET",
      path: expect.stringMatching(/^\/v26\.0\/4122\?fields=id%2Cdisplay_phone/),
    });
  });

  it("fails with the reason", async () => {
    reply = { status: 400, body: { error: { code: 190, message: "m" } } };
    expect(await failureOf(fetchPhoneNumber(graph, CREDENTIALS))).toMatchObject({ reason: "auth_expired" });
    reply = { status: 200, body: {} };
    expect(await failureOf(fetchPhoneNumber(graph, CREDENTIALS))).toMatchObject({ reason: "unavailable" });
  });
});
