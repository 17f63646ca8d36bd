import { appRouter } from "@frontdesk/api/root";
import { readBody } from "@frontdesk/core/inbound/read-body";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { createContext } from "~/server/api.ts";
import { getWeb } from "~/server/deps.ts";
import { processState } from "~/server/process-state.ts";
import { isSameOrigin } from "~/server/same-origin.ts";

const LARGEST_BODY = 1024 * 1024;
const LARGEST_BATCH = 20;

async function handle(request: Request): Promise<Response> {
  const state = processState();
  if (state.isDraining) return new Response(null, { status: 503, headers: { connection: "close" } });
  if (request.method === "POST") {
    // A page of another site can send a form, but neither JSON nor our origin.
    const { env } = await getWeb();
    if (!isSameOrigin(request, env.APP_URL)) return new Response(null, { status: 403 });
    if (!request.headers.get("content-type")?.startsWith("application/json"))
      return new Response(null, { status: 415 });
  }
  const body = await readBody(request, LARGEST_BODY).catch(() => null);
  if (!body) return new Response(null, { status: 413 });
  // Procedures are named with letters and dots, so a comma is a comma whether or not it is encoded.
  if (new URL(request.url).pathname.split(/,|%2c/i).length > LARGEST_BATCH) return new Response(null, { status: 400 });

  // Live updates end when the process drains, so that the client goes on with another one.
  const drained = new AbortController();
  const end = () => drained.abort();
  state.onDrain.add(end);
  request.signal.addEventListener("abort", () => state.onDrain.delete(end));
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    // Next's request can't be copied by the standard constructor, only taken apart.
    req: new Request(request.url, {
      method: request.method,
      headers: request.headers,
      signal: AbortSignal.any([request.signal, drained.signal]),
      ...(body.length > 0 ? { body } : {}),
    } as RequestInit),
    router: appRouter,
    createContext,
    // Refusals and failures of procedures are logged where they are turned into answers; what is left failed before.
    onError: ({ ctx, error }) => {
      if (!ctx) process.stderr.write(`A request could not be begun (${error.cause?.name ?? error.code})\n`);
    },
    responseMeta: () => ({ headers: new Headers({ "cache-control": "private, no-store" }) }),
  });
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) state.onDrain.delete(end);
  return response;
}

export { handle as GET, handle as POST };
