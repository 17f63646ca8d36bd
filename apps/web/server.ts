import { createServer } from "node:http";
import next from "next";
import { readEnv } from "./src/env.ts";
import { clientAddress } from "./src/server/client-address.ts";
import { processState } from "./src/server/process-state.ts";

/** Requests in hand are finished within this after SIGTERM. */
const DRAIN_WITHIN_MS = 8_000;

async function main(): Promise<void> {
  const env = readEnv();
  const isDev = process.argv.includes("--dev");
  const hostname = env.WEB_HOST ?? (env.FRONTDESK_MODE === "demo" ? "127.0.0.1" : "0.0.0.0");
  const app = next({ dev: isDev, dir: import.meta.dirname, hostname: "localhost", port: env.WEB_PORT });
  await app.prepare();
  const handle = app.getRequestHandler();
  const upgrade = app.getUpgradeHandler();

  const server = createServer((request, response) => {
    // Ours to set, never a client's: who calls, and which business the page is about.
    delete request.headers["x-business-id"];
    delete request.headers["x-nonce"];
    delete request.headers["x-pathname"];
    const forwarded = request.headers["x-forwarded-for"];
    request.headers["x-client-address"] = clientAddress(
      request.socket.remoteAddress,
      Array.isArray(forwarded) ? forwarded.join(",") : forwarded,
      env.WEB_TRUSTED_PROXIES,
    );
    void handle(request, response);
  });
  // Hot reload speaks over a web socket.
  if (isDev) server.on("upgrade", (request, socket, head) => void upgrade(request, socket, head));
  server.once("error", (error: NodeJS.ErrnoException) => {
    const sentence =
      error.code === "EADDRINUSE" ? `Port ${env.WEB_PORT} is taken. Set WEB_PORT to another.` : error.message;
    process.stderr.write(`${sentence}\n`);
    process.exit(1);
  });
  server.listen(env.WEB_PORT, hostname);

  const state = processState();
  const drain = () => {
    if (state.isDraining) return;
    state.isDraining = true;
    setTimeout(() => process.exit(0), DRAIN_WITHIN_MS).unref();
    for (const end of state.onDrain) end();
    server.close(() => {
      void state.close().finally(() => process.exit(0));
    });
    server.closeIdleConnections();
  };
  process.on("SIGTERM", drain);
  process.on("SIGINT", drain);
}

main().catch((error: unknown) => {
  const isOurs = error instanceof Error && error.name === "ConfigurationError";
  process.stderr.write(
    `${error instanceof Error ? (isOurs ? error.message : (error.stack ?? error.message)) : String(error)}\n`,
  );
  process.exit(1);
});
