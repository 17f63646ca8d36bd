import { createHmac } from "node:crypto";
import { ChannelError, type ChannelErrorInfo } from "../channel-error.ts";
import { cleanJson, cleanText, type JsonRecord } from "./clean-json.ts";
import { classifyGraphError, readGraphError } from "./graph-error.ts";
import { isRecord } from "./read-json.ts";

/** The version in Meta's changelog that this code was written against (2026-07-29). */
const GRAPH_VERSION = "v26.0";

/** Above undici's 10 s for connecting, so that an unreachable host fails as "not sent" and not as a timeout that could be either. */
const DEFAULT_TIMEOUT_MS = 15_000;

export type GraphRequest = {
  readonly method: "GET" | "POST" | "DELETE";
  /** Segments after the version: ["412233445566778", "messages"]. */
  readonly path: readonly string[];
  readonly accessToken: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** What Meta's error text may quote and logs must not hold: message text, customer ids. */
  readonly confidential?: readonly string[];
  readonly signal?: AbortSignal;
};

export type GraphClient = {
  /**
   * One call of the Graph API; answers with the JSON object that Meta sent.
   * @throws ChannelError, always. `not_sent`: it never left (no connection, bad token form, already aborted) or Meta refused it
   *   (a Graph error body with any status, 3xx, 4xx, 429). `unknown`: lost, aborted or timed out after it may have been written, 5xx or 408 without a Graph
   *   error body, an answer that cannot be read.
   */
  request(request: GraphRequest): Promise<JsonRecord>;
};

/** A client of one Graph host (Meta's, or the simulator in its place). `timeoutMs` is for a whole call, answer included. */
export function createGraphClient(options: {
  readonly baseUrl: string;
  readonly version?: string;
  readonly appSecret?: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly timeoutMs?: number;
}): GraphClient {
  const fetchGraph = options.fetch ?? globalThis.fetch;
  const root = `${options.baseUrl.replace(/\/+$/, "")}/${options.version ?? GRAPH_VERSION}`;

  return {
    async request(request) {
      const { url, init } = prepareRequest(root, request, options.appSecret, options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
      let response: Response;
      try {
        response = await fetchGraph(url, init);
      } catch (error) {
        throw new ChannelError(describeLostCall(error));
      }
      let text: string;
      try {
        text = await response.text();
      } catch (error) {
        throw new ChannelError({
          ...judgeBareStatus(response),
          httpStatus: response.status,
          cause: describeCause(error),
        });
      }
      return readAnswer(response, text, request);
    },
  };
}

/** Proof that the caller of the Graph API owns the app: HMAC-SHA256 of the token under the app secret, in hex. */
export function appSecretProof(appSecret: string, accessToken: string): string {
  return createHmac("sha256", appSecret).update(accessToken).digest("hex");
}

function prepareRequest(root: string, request: GraphRequest, appSecret: string | undefined, timeoutMs: number) {
  // fetch would refuse such a token with an error that quotes it.
  if (!/^[\x21-\x7e]+$/.test(request.accessToken)) {
    const details = "The access token is empty or holds characters that no token has";
    throw new ChannelError({ reason: "auth_expired", outcome: "not_sent", details });
  }
  if (request.signal?.aborted)
    throw new ChannelError({ reason: "unavailable", outcome: "not_sent", details: "Aborted" });

  const url = new URL(`${root}/${request.path.map(encodeURIComponent).join("/")}`);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  if (appSecret !== undefined) url.searchParams.set("appsecret_proof", appSecretProof(appSecret, request.accessToken));

  const timeout = AbortSignal.timeout(timeoutMs);
  const init = {
    method: request.method,
    headers: {
      authorization: `Bearer ${request.accessToken}`,
      accept: "application/json",
      ...(request.body && { "content-type": "application/json" }),
    },
    ...(request.body && { body: JSON.stringify(request.body) }),
    // Following one would send the message a second time, and the token perhaps elsewhere.
    redirect: "manual",
    signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
  } satisfies RequestInit;
  return { url, init };
}

function readAnswer(response: Response, text: string, request: GraphRequest): JsonRecord {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const graphError = readGraphError(body);
  const httpStatus = response.status;
  const retryAfterMs = readRetryAfter(response.headers.get("retry-after"));
  const waiting = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (graphError !== null) {
    throw new ChannelError({
      ...classifyGraphError(graphError, httpStatus),
      outcome: "not_sent",
      code: graphError.code,
      ...(graphError.subcode !== undefined && { subcode: graphError.subcode }),
      httpStatus,
      ...waiting,
      details: redact(graphError.text, request),
    });
  }
  const answer = cleanJson(body);
  if (response.ok && isRecord(answer)) return answer;
  throw new ChannelError({ ...judgeBareStatus(response), httpStatus, ...waiting });
}

/** What an HTTP status means when there is no Graph error body to go by: a gateway's answer, or one that was cut off. */
function judgeBareStatus(response: Response): ChannelErrorInfo {
  const { status } = response;
  if (status === 429) return { reason: "rate_limited", outcome: "not_sent", scope: "app" };
  const refused = status >= 300 && status < 500 && status !== 408;
  return { reason: "unavailable", outcome: refused ? "not_sent" : "unknown" };
}

/** Failures of name resolution, connecting and the TLS handshake: the request was not written yet. */
const NEVER_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "EAI_NODATA",
  "EAI_NONAME",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "ENETUNREACH",
  "ENETDOWN",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_UNTRUSTED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "HOSTNAME_MISMATCH",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ERR_TLS_HANDSHAKE_TIMEOUT",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_SSL_NO_PROTOCOLS_AVAILABLE",
  "ERR_SSL_UNSUPPORTED_PROTOCOL",
]);

function describeLostCall(error: unknown): ChannelErrorInfo {
  const cause = describeCause(error);
  const neverConnected =
    cause.code !== undefined &&
    (NEVER_CONNECTED.has(cause.code) || (cause.code === "ETIMEDOUT" && cause.syscall === "connect"));
  return { reason: "unavailable", outcome: neverConnected ? "not_sent" : "unknown", cause };
}

/** Name, code and system call of what went wrong, without the messages, which may quote headers or the body. */
function describeCause(error: unknown): { name: string; code?: string; syscall?: string } {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  // Several addresses of one host were tried; each failed to connect.
  const first = inner instanceof AggregateError && inner.errors[0] instanceof Error ? inner.errors[0] : inner;
  const { code, syscall } = Object(first) as { code?: unknown; syscall?: unknown };
  return {
    name: first instanceof Error ? first.name : "unknown",
    ...(typeof code === "string" && { code }),
    ...(typeof syscall === "string" && { syscall }),
  };
}

/** RFC 9110: seconds, or a date. */
function readRetryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** Meta's words without the token, anything that looks like one, and what the caller named as confidential. */
function redact(text: string, request: GraphRequest): string {
  let clean = cleanText(text).replaceAll(request.accessToken, "[token]");
  for (const secret of request.confidential ?? []) {
    if (secret !== "") clean = clean.replaceAll(secret, "[removed]");
  }
  return clean.replace(/\b(?:EAA|IGQ|IGAA)[\w-]{8,}/g, "[token]").slice(0, 500);
}
