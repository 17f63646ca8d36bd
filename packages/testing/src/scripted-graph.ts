import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One send as the platform received it. */
export type ReceivedSend = {
  readonly platformId: string;
  readonly token: string;
  /** `+` and digits, or the user id of who has no number. */
  readonly to: string;
  readonly text: string;
  /** Our message id. */
  readonly correlationId: string;
  readonly providerMessageId: string;
  /** Whether the platform took it, whatever we were told. */
  isAccepted: boolean;
};

/** What the platform does with a send. `accept`: 200. A number: that Graph error. `hang` and `reset`: taken, but never answered. */
export type SendFate =
  | "accept"
  | "hang"
  | "reset"
  | "garbage"
  | { httpStatus: number; code?: number; retryAfterSeconds?: number };

export type ScriptedGraph = {
  readonly url: string;
  /** Every send that arrived, in the order of arrival: the ledger that tests judge by. */
  readonly sends: ReceivedSend[];
  /** Decides about each send; may wait, and may post webhooks before it answers. */
  decide: (send: ReceivedSend, index: number) => SendFate | Promise<SendFate>;
  close(): Promise<void>;
};

/** A Graph API of a few lines that takes WhatsApp sends, remembers every one and misbehaves as told. */
export async function startScriptedGraph(): Promise<ScriptedGraph> {
  const sends: ReceivedSend[] = [];
  const server = createServer((request, response) => {
    receive(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const graph: ScriptedGraph = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sends,
    decide: () => "accept",
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown>;
    const index = sends.length;
    const send: ReceivedSend = {
      platformId: request.url?.split("/")[2] ?? "",
      token: request.headers.authorization?.replace("Bearer ", "") ?? "",
      to: String(body.to ?? body.recipient),
      text: (body.text as { body: string }).body,
      correlationId: String(body.biz_opaque_callback_data),
      providerMessageId: `wamid.OUT${index}`,
      isAccepted: true,
    };
    sends.push(send);
    answer(response, send, await graph.decide(send, index));
  }
  return graph;
}

function answer(response: ServerResponse, send: ReceivedSend, fate: SendFate): void {
  if (fate === "hang") return;
  if (fate === "reset") {
    response.destroy();
    return;
  }
  response.setHeader("content-type", "application/json");
  if (fate === "garbage") {
    response.end("<html>");
    return;
  }
  if (fate === "accept") {
    response.end(
      JSON.stringify({
        messaging_product: "whatsapp",
        contacts: [{ input: send.to }],
        messages: [{ id: send.providerMessageId }],
      }),
    );
    return;
  }
  send.isAccepted = false;
  if (fate.retryAfterSeconds !== undefined) response.setHeader("retry-after", String(fate.retryAfterSeconds));
  response.statusCode = fate.httpStatus;
  response.end(
    fate.code === undefined
      ? ""
      : JSON.stringify({ error: { code: fate.code, message: "scripted", type: "OAuthException" } }),
  );
}
