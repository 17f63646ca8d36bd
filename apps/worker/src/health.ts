import { createServer, type Server } from "node:http";

export type Health = {
  /** The process works: its event loop turns and it looks for deliveries. */
  isLive(): boolean;
  /** It takes work: connected, and not draining. */
  isReady(): boolean;
};

/** Answers /live and /ready on loopback: 200, or 503 with nothing more. */
export async function serveHealth(port: number, health: Health): Promise<Server> {
  const server = createServer((request, response) => {
    const answers: Record<string, () => boolean> = { "/live": health.isLive, "/ready": health.isReady };
    const answer = answers[request.url ?? ""];
    response.statusCode = answer === undefined ? 404 : answer() ? 200 : 503;
    response.end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}
