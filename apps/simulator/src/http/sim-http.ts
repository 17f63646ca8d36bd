import type { IncomingMessage, ServerResponse } from "node:http";

export type SimRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  rawBody: Buffer;
};

/** A whole answer; or a socket that is closed without one; or a stream that its own function writes. */
export type SimReply =
  | { kind: "answer"; status: number; headers: Record<string, string>; body: string | Buffer; bytesPerSecond?: number }
  | { kind: "hang_up"; afterMs: number; isReset: boolean }
  | { kind: "stream"; write: (request: IncomingMessage, response: ServerResponse) => void };

/** Ends handling with a status and one sentence; the control API's way to say what is wrong with a call. */
export class HttpProblem extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export function answerJson(value: unknown, status = 200, headers: Record<string, string> = {}): SimReply {
  const body = JSON.stringify(value);
  return { kind: "answer", status, headers: { "content-type": "application/json; charset=utf-8", ...headers }, body };
}

/** Parses a JSON body; an empty one is an empty object. Throws HttpProblem 400 for anything that is not JSON. */
export function readJson(request: SimRequest): unknown {
  if (request.rawBody.length === 0) return {};
  try {
    return JSON.parse(request.rawBody.toString("utf8"));
  } catch {
    throw new HttpProblem(400, "The request body is not valid JSON.");
  }
}
