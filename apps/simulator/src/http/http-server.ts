import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { SimReply, SimRequest } from "./sim-http.ts";

export type Handler = (request: SimRequest) => SimReply | Promise<SimReply>;
export type RunningServer = { port: number; close(): Promise<void> };

/** Meta's own webhook bodies reach 3 MB; the control API takes bodies to post, so allow a little more. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/**
 * Serves `handle` on 127.0.0.1 and, where the machine has it, on ::1 with the same port, so that "localhost" works
 * whichever it resolves to. Rejects with the listen error (EADDRINUSE) when the port is taken.
 */
export async function startHttpServer(port: number, handle: Handler): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  const createOne = () => {
    const server = createServer((request, response) => void serve(handle, request, response));
    server.on("connection", (socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    });
    return server;
  };
  const main = createOne();
  await listen(main, port, "127.0.0.1");
  const actualPort = (main.address() as AddressInfo).port;
  const second = createOne();
  const servers = [main];
  try {
    await listen(second, actualPort, "::1");
    servers.push(second);
  } catch {
    // No IPv6 loopback here, or somebody else has the port there: 127.0.0.1 is enough.
  }
  return {
    port: actualPort,
    async close() {
      const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function serve(handle: Handler, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (!isLoopbackCall(incoming)) {
      respond(response, plain(403, "The simulator answers calls from this computer only."));
      return;
    }
    const rawBody = await readBody(incoming);
    const url = new URL(incoming.url ?? "/", "http://localhost");
    const request: SimRequest = {
      method: incoming.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
      rawBody,
    };
    const reply = await handle(request);
    if (reply.kind === "stream") reply.write(incoming, response);
    else if (reply.kind === "hang_up") hangUp(incoming.socket, reply.afterMs, reply.isReset);
    else respond(response, reply);
  } catch (error) {
    if (!response.headersSent) respond(response, plain(500, `Simulator bug: ${(error as Error).stack ?? error}`));
  }
}

/** A web page elsewhere must not drive the simulator through the visitor's browser, nor by rebinding a name. */
function isLoopbackCall(incoming: IncomingMessage): boolean {
  const isLoopback = (host: string) => /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
  const origin = incoming.headers.origin;
  if (origin !== undefined && !isLoopback(origin.replace(/^https?:\/\//, ""))) return false;
  return isLoopback(incoming.headers.host ?? "");
}

function readBody(incoming: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) reject(new Error("The request body is over 16 MB."));
      else chunks.push(chunk);
    });
    incoming.on("end", () => resolve(Buffer.concat(chunks)));
    incoming.on("error", reject);
  });
}

function hangUp(socket: Socket, afterMs: number, isReset: boolean): void {
  const timer = setTimeout(() => (isReset ? socket.resetAndDestroy() : socket.destroy()), afterMs);
  socket.once("close", () => clearTimeout(timer));
}

function respond(response: ServerResponse, reply: Extract<SimReply, { kind: "answer" }>): void {
  const body = Buffer.isBuffer(reply.body) ? reply.body : Buffer.from(reply.body);
  response.writeHead(reply.status, { ...reply.headers, "content-length": String(body.length) });
  if (reply.bytesPerSecond === undefined) response.end(body);
  else drip(response, body, Math.max(1, Math.ceil(reply.bytesPerSecond / 10)));
}

function drip(response: ServerResponse, body: Buffer, chunkSize: number, from = 0): void {
  if (response.destroyed) return;
  response.write(body.subarray(from, from + chunkSize));
  if (from + chunkSize >= body.length) response.end();
  else setTimeout(() => drip(response, body, chunkSize, from + chunkSize), 100);
}

function plain(status: number, text: string): Extract<SimReply, { kind: "answer" }> {
  return { kind: "answer", status, headers: { "content-type": "text/plain; charset=utf-8" }, body: text };
}
