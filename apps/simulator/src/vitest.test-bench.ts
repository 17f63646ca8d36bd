import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { type SimulatorOptions, startSimulator } from "./start-simulator.ts";

export const NAPOLI = "412233445566778";
export const DENTAL = "412233445566779";
export const GADGETLY = "412233445566332";
/** The accounts of the three numbers. */
export const NAPOLI_WABA = "301122334455667";
export const DENTAL_WABA = "301122334455668";
export const GADGETLY_WABA = "309988776655443";
export const APP_SECRET = "sim_app_secret_4f0c2b";
export const tokens = {
  [NAPOLI]: `EAAsim-napoli-${NAPOLI}`,
  [DENTAL]: `EAAsim-smile-dental-${DENTAL}`,
  [GADGETLY]: `EAAsim-gadgetly-${GADGETLY}`,
} as Record<string, string>;
/** 2026-11-20 10:00:00 UTC, where the bench's clock stands still until a test moves it. */
export const START = Date.UTC(2026, 10, 20, 10);

export type Received = { headers: IncomingHttpHeaders; text: string; body: WebhookBody; at: number };
// biome-ignore lint/suspicious/noExplicitAny: tests read into bodies of many shapes
export type Json = any;
type WebhookBody = {
  object: string;
  entry: { id: string; time?: number; changes: { field: string; value: Json }[] }[];
};

/** A product that keeps every webhook it gets and answers what the test wants (200 without more). */
async function startFakeProduct(clock: () => number) {
  const received: Received[] = [];
  const product = {
    received,
    url: "",
    /** Called for each POST; returns the status, or null to say nothing at all. */
    answer: (_one: Received): number | null | Promise<number> => 200,
    onVerify: (query: URLSearchParams, response: ServerResponse) => response.end(query.get("hub.challenge")),
  };
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? "/", "http://localhost").searchParams;
    if (request.method === "GET") {
      product.onVerify(query, response);
      return;
    }
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const one = { headers: request.headers, text, body: parseOrEmpty(text), at: clock() };
      received.push(one);
      const status = await product.answer(one);
      if (status !== null) response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  product.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return product;
}

function parseOrEmpty(text: string): WebhookBody {
  try {
    return JSON.parse(text) as WebhookBody;
  } catch {
    return { object: "", entry: [] };
  }
}

/**
 * A simulator and a fake product for one test, both gone when it ends. Everything is driven over HTTP, as the product and
 * its tests do.
 */
export async function openBench(options: Partial<SimulatorOptions> = {}) {
  let now = () => START;
  const product = await startFakeProduct(() => now());
  const running = await startSimulator({
    port: 0,
    appUrl: product.url,
    appSecret: APP_SECRET,
    verifyToken: "verify-me",
    now: START,
    rate: 0,
    ...options,
  });
  now = running.simulator.clock.now;
  onTestFinished(() => running.close());

  async function request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${running.url}${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json: Json = text === "" ? null : safeParse(text);
    return { status: response.status, headers: response.headers, text, json };
  }

  const control = (method: string, path: string, body?: unknown) => request(method, `/__sim${path}`, body);
  const send = (body: Record<string, unknown>, number = NAPOLI, token = tokens[number]) =>
    request(
      "POST",
      `/graph/v26.0/${number}/messages`,
      { messaging_product: "whatsapp", ...body },
      { authorization: `Bearer ${token}` },
    );

  return {
    url: running.url,
    simulator: running.simulator,
    product,
    request,
    control,
    send,
    sendText: (text: string, to = "+12025550147", number = NAPOLI) =>
      send({ to, type: "text", text: { body: text } }, number),
    graph: (method: string, path: string, token = tokens[NAPOLI], body?: unknown) =>
      request(method, `/graph/v26.0${path}`, body, { authorization: `Bearer ${token}` }),
    /** Puts a second number under the account of Pizzeria Napoli and gives back its id. */
    addSecondNumber: async (): Promise<string> => {
      const id = "412233445566780";
      const named = { display_phone_number: "+1 212-555-0102", verified_name: "Napoli Catering" };
      await control("POST", "/seed", { phone_numbers: [{ id, waba_id: NAPOLI_WABA, ...named }] });
      return id;
    },
    advance: (ms: number) => control("POST", "/clock", { advance: ms }),
    /** A person writes; resolves when the webhook was tried. */
    write: async (person: string, body: string, account = NAPOLI): Promise<Json> => {
      const { json } = await control("POST", `/person/${person}/send`, { account, body });
      await control("POST", "/clock", { advance: 0 });
      return json;
    },
    /** Every status that the product was told, in order of arrival. */
    statuses: (): Json[] =>
      product.received.flatMap((one) =>
        one.body.entry.flatMap((entry) => entry.changes.flatMap((change) => change.value.statuses ?? [])),
      ),
  };
}

function safeParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
