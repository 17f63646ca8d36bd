import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

export type WebhookAnswer = { status: number | null; error: string | null; latency_ms: number; body: string };

/** Sends webhooks over kept-alive connections. `close` drops the connections, so that a stopped simulator lets go at once. */
export type WebhookSender = {
  /** Never rejects: a failed connection or a missing answer within `timeoutMs` (real time) is an answer with `error`. */
  post(url: string, body: string | Buffer, headers: Record<string, string>, timeoutMs: number): Promise<WebhookAnswer>;
  get(url: string, timeoutMs: number): Promise<WebhookAnswer>;
  close(): void;
};

export function createWebhookSender(): WebhookSender {
  const agents = { "http:": new HttpAgent({ keepAlive: true }), "https:": new HttpsAgent({ keepAlive: true }) };

  function send(
    method: string,
    url: string,
    body: string | Buffer | null,
    headers: Record<string, string>,
    ms: number,
  ) {
    return new Promise<WebhookAnswer>((resolve) => {
      const started = performance.now();
      const finish = (status: number | null, error: string | null, text = "") =>
        resolve({ status, error, latency_ms: Math.round(performance.now() - started), body: text });
      const target = new URL(url);
      const isHttps = target.protocol === "https:";
      const send = isHttps ? httpsRequest : httpRequest;
      const outgoing = send(target, { method, headers, agent: agents[isHttps ? "https:" : "http:"] }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", (error) => finish(null, error.message));
        incoming.on("end", () => finish(incoming.statusCode ?? null, null, Buffer.concat(chunks).toString("utf8")));
      });
      const timer = setTimeout(() => outgoing.destroy(new Error(`no answer within ${ms / 1000} s`)), ms);
      outgoing.on("close", () => clearTimeout(timer));
      outgoing.on("error", (error: NodeJS.ErrnoException) => finish(null, error.code ?? error.message));
      outgoing.end(body ?? undefined);
    });
  }

  return {
    post: (url, body, headers, timeoutMs) =>
      send(
        "POST",
        url,
        body,
        {
          "content-type": "application/json",
          accept: "*/*",
          "user-agent": "facebookexternalua",
          "content-length": String(Buffer.byteLength(body)),
          ...headers,
        },
        timeoutMs,
      ),
    get: (url, timeoutMs) => send("GET", url, null, { accept: "*/*", "user-agent": "facebookexternalua" }, timeoutMs),
    close() {
      agents["http:"].destroy();
      agents["https:"].destroy();
    },
  };
}
