import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { Deps } from "@frontdesk/core/deps";
import { handleMetaWebhook } from "@frontdesk/core/inbound/webhook-door";
import { TEST_APP_SECRET } from "./test-deps.ts";

const PATH = "/api/webhooks/meta";

/** The signature header that Meta sends: HMAC-SHA256 of the exact bytes. */
export function signBody(body: Uint8Array | string, secret = TEST_APP_SECRET): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

export type PostOptions = {
  /** The signature header as it is; null sends none. */
  signature?: string | null;
};

type DoorDeps = Pick<Deps, "db" | "logger" | "clock" | "webhook">;

/** Posts a delivery through the front door, signed as Meta does. Objects are written as JSON, bytes and text go as they are. */
export function postWebhook(
  deps: DoorDeps,
  body: object | Uint8Array | string,
  options: PostOptions = {},
): Promise<Response> {
  const bytes =
    typeof body === "string" || body instanceof Uint8Array ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
  const signature = options.signature === undefined ? signBody(bytes) : options.signature;
  return handleMetaWebhook(
    deps,
    new Request(`http://localhost:3000${PATH}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(signature === null ? {} : { "x-hub-signature-256": signature }),
      },
      body: bytes,
    }),
  );
}

export type WebhookServer = {
  /** The product's base URL, as the platform is told it. */
  readonly url: string;
  /** Which product answers from now on; 503 before. */
  connect(deps: DoorDeps): void;
  close(): Promise<void>;
};

/** The webhook door on a free port, for a platform that posts by itself. */
export async function startWebhookServer(): Promise<WebhookServer> {
  let deps: DoorDeps | undefined;
  const server = createServer((incoming, outgoing) => {
    const answer = async () => {
      const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
        method: incoming.method ?? "GET",
        headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
        ...(incoming.method === "POST" ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" } : {}),
      } as RequestInit);
      const response = deps ? await handleMetaWebhook(deps, request) : new Response(null, { status: 503 });
      outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
    };
    answer().catch((error: unknown) => outgoing.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connect(connected) {
      deps = connected;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
