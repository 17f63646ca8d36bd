import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import superjson from "superjson";
import { appRouter } from "./root.ts";
import type { Context } from "./trpc.ts";

type Router = Parameters<typeof fetchRequestHandler>[0]["router"];

/** What a client sees of a call: the status and the body's text, and what it holds. */
export type ProcedureAnswer = {
  readonly status: number;
  readonly text: string;
  readonly output: unknown;
  readonly error: ProcedureError | null;
};

export type ProcedureError = {
  readonly message: string;
  readonly code: number;
  readonly data: {
    readonly code: string;
    readonly httpStatus: number;
    readonly path?: string;
    readonly requestId: string;
    readonly fieldErrors: Record<string, string[]> | null;
    readonly stack?: string;
  };
};

/**
 * Calls a procedure as a browser does, through tRPC's HTTP handler, for tests that judge what leaves the server. Of a
 * subscription it takes the first thing that the stream says, and leaves.
 */
export async function callProcedure(
  path: string,
  input: unknown,
  createContext: () => Context | Promise<Context>,
  router: Router = appRouter,
): Promise<ProcedureAnswer> {
  const type = (router._def.procedures as Record<string, { _def: { type: string } }>)[path]?._def.type ?? "query";
  const url = new URL(`http://localhost/trpc/${path}`);
  const body = input === undefined ? undefined : JSON.stringify(superjson.serialize(input));
  const isMutation = type === "mutation";
  if (!isMutation && body !== undefined) url.searchParams.set("input", body);
  const left = new AbortController();
  const request = new Request(url, {
    method: isMutation ? "POST" : "GET",
    headers: { "content-type": "application/json" },
    signal: left.signal,
    ...(isMutation && body !== undefined ? { body } : {}),
  });
  const response = await fetchRequestHandler({ endpoint: "/trpc", req: request, router, createContext });
  if (response.headers.get("content-type")?.startsWith("text/event-stream")) return readFirstEvent(response, left);
  const text = await response.text();
  const { result, error } = JSON.parse(text) as { result?: { data?: Serialized }; error?: Serialized };
  return answer(response.status, text, result?.data, error);
}

type Serialized = Parameters<typeof superjson.deserialize>[0];

async function readFirstEvent(response: Response, left: AbortController): Promise<ProcedureAnswer> {
  const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    text += value ?? "";
    for (const block of text.split("\n\n").slice(0, -1)) {
      const line = (name: string) => block.match(new RegExp(`^${name}: ?(.*)$`, "m"))?.[1];
      const event = line("event");
      if (event !== undefined && event !== "serialized-error") continue;
      left.abort();
      await reader.cancel().catch(() => {});
      const data = JSON.parse(line("data") ?? "null") as Serialized;
      return event === undefined
        ? answer(response.status, block, data, undefined)
        : answer(response.status, block, undefined, data);
    }
    if (done) throw new Error(`The stream ended without a word: ${text}`);
  }
}

function answer(
  status: number,
  text: string,
  data: Serialized | undefined,
  error: Serialized | undefined,
): ProcedureAnswer {
  return {
    status,
    text,
    output: data === undefined ? undefined : superjson.deserialize(data),
    error: error === undefined ? null : superjson.deserialize<ProcedureError>(error),
  };
}
