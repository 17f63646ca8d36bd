import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { ChannelError, type ChannelErrorInfo } from "../channel-error.ts";
import { appSecretProof, createGraphClient, type GraphRequest } from "./graph-client.ts";

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const TOKEN = "EAAtoken123456789";
const SEND: GraphRequest = {
  method: "POST",
  path: ["4122", "messages"],
  accessToken: TOKEN,
  body: { text: { body: "a private sentence" } },
  confidential: ["a private sentence", "12025550147"],
};

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function startGraph(handler: Handler): Promise<string> {
  const server = createServer((request, response) => {
    response.setHeader("connection", "close");
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => handler(request, response, body));
  });
  return listen(server);
}

const answer =
  (status: number, body: unknown, headers: Record<string, string> = {}): Handler =>
  (_, response) => {
    response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
  };
const graphError = (fields: object) => ({
  error: { message: "m", type: "OAuthException", fbtrace_id: "x", ...fields },
});

async function failureOf(baseUrl: string, request = SEND, timeoutMs = 2000): Promise<ChannelErrorInfo> {
  const failure = await createGraphClient({ baseUrl, timeoutMs, appSecret: "app-secret" })
    .request(request)
    .then(
      () => new Error("it was answered"),
      (error: unknown) => error,
    );
  if (!(failure instanceof ChannelError)) throw failure;
  const everything = JSON.stringify(failure.info) + failure.message + failure.stack + JSON.stringify(failure.cause);
  for (const secret of [TOKEN, "private sentence", "app-secret", appSecretProof("app-secret", TOKEN), "12025550147"]) {
    expect(everything).not.toContain(secret);
  }
  return failure.info;
}

describe("a call that is answered", () => {
  it("sends the token as bearer, the proof, the version, the query and JSON, and gives back the object", async () => {
    let seen = {};
    const url = await startGraph((request, response, body) => {
      seen = { method: request.method, url: request.url, token: request.headers.authorization, body };
      response.end('{"success":true}');
    });
    const graph = createGraphClient({ baseUrl: `${url}/`, version: "v27.0", appSecret: "sim_app_secret_4f0c2b" });
    const answered = await graph.request({
      ...SEND,
      path: ["a/b", "c"],
      accessToken: "EAAsimtoken",
      query: { fields: "id,x" },
    });
    expect(answered).toEqual({ success: true });
    expect(seen).toEqual({
      method: "POST",
      url: "/v27.0/a%2Fb/c?fields=id%2Cx&appsecret_proof=cd05f2cb14cb824ec35b598b855b30214a3c46deceebdf5ca59e40c0feeafb77",
      token: "Bearer EAAsimtoken",
      body: '{"text":{"body":"a private sentence"}}',
    });
  });

  it("sends no proof without an app secret, and v26.0 unless told otherwise", async () => {
    let path: string | undefined;
    const url = await startGraph((request, response) => {
      path = request.url;
      response.end("{}");
    });
    await createGraphClient({ baseUrl: url }).request({ method: "GET", path: ["me"], accessToken: TOKEN });
    expect(path).toBe("/v26.0/me");
  });
});

describe("a refusal: certainly not sent", () => {
  it.each([
    [400, { code: 131047 }, { reason: "window_closed", code: 131047 }],
    [401, { code: 190, error_subcode: 463 }, { reason: "auth_expired", code: 190, subcode: 463 }],
    [500, { code: 131016 }, { reason: "unavailable", code: 131016 }],
    [500, { code: 131057 }, { reason: "unavailable", code: 131057 }],
    [503, { code: 2, is_transient: true }, { reason: "unavailable", code: 2 }],
    [200, { code: 131056 }, { reason: "rate_limited", scope: "recipient", code: 131056 }],
    [400, { code: "100" }, { reason: "content_rejected", code: 100 }],
    [429, { code: 130429 }, { reason: "rate_limited", scope: "number", code: 130429 }],
  ])("HTTP %i with Graph error %j", async (status, error, expected) => {
    const info = await failureOf(await startGraph(answer(status, graphError(error))));
    expect(info).toMatchObject({ outcome: "not_sent", httpStatus: status, ...expected });
  });

  it.each([
    [429, "slow down", "rate_limited"],
    [404, "<html>", "unavailable"],
    [413, "", "unavailable"],
    [400, '{"error":"no code"}', "unavailable"],
  ])("HTTP %i with the body %j", async (status, body, reason) => {
    const info = await failureOf(await startGraph(answer(status, body)));
    expect(info).toMatchObject({ outcome: "not_sent", reason, httpStatus: status });
  });

  it("a redirect is not followed: neither the token nor the message goes anywhere else", async () => {
    let calls = 0;
    const url = await startGraph((_, response) => {
      calls++;
      response.writeHead(307, { location: "/elsewhere" }).end();
    });
    expect(await failureOf(url)).toMatchObject({ outcome: "not_sent", httpStatus: 307 });
    expect(calls).toBe(1);
  });

  it("reads Retry-After in seconds and as a date", async () => {
    const error = graphError({ code: 4 });
    expect(await failureOf(await startGraph(answer(400, error, { "retry-after": "30" })))).toMatchObject({
      retryAfterMs: 30_000,
    });
    expect(await failureOf(await startGraph(answer(429, "", { "retry-after": "2" })))).toMatchObject({
      retryAfterMs: 2000,
    });
    const date = new Date(Date.now() + 60_000).toUTCString();
    const info = await failureOf(await startGraph(answer(400, error, { "retry-after": date })));
    expect(info.retryAfterMs).toBeGreaterThan(50_000);
    expect(await failureOf(await startGraph(answer(400, error, { "retry-after": "soon" })))).not.toHaveProperty(
      "retryAfterMs",
    );
  });

  it("keeps Meta's words without token, text and ids", async () => {
    const message = `Malformed access token ${TOKEN} or EAAGanother_token99`;
    const details = "Cannot send 'a private sentence' to 12025550147";
    const info = await failureOf(
      await startGraph(answer(400, graphError({ code: 190, message, error_data: { details } }))),
    );
    expect(info.details).toBe("Malformed access token [token] or [token]: Cannot send '[removed]' to [removed]");
    const plain = await failureOf(await startGraph(answer(400, graphError({ code: 100, error_data: "as a string" }))));
    expect(plain.details).toBe("m: as a string");
  });

  it("a host that refuses connections", async () => {
    const server = createTcpServer();
    const url = await listen(server);
    servers.pop();
    await new Promise((resolve) => server.close(resolve));
    expect(await failureOf(url)).toMatchObject({
      reason: "unavailable",
      outcome: "not_sent",
      cause: { code: "ECONNREFUSED" },
    });
  });

  it("a server that does not speak TLS", async () => {
    const url = await startGraph(answer(200, "{}"));
    expect(await failureOf(url.replace("http:", "https:"))).toMatchObject({ outcome: "not_sent" });
  });

  it.each([
    ["ETIMEDOUT", "connect", "not_sent"],
    ["ETIMEDOUT", "read", "unknown"],
    ["UND_ERR_CONNECT_TIMEOUT", undefined, "not_sent"],
    ["EAI_AGAIN", "getaddrinfo", "not_sent"],
    ["ENOTFOUND", "getaddrinfo", "not_sent"],
    ["CERT_HAS_EXPIRED", undefined, "not_sent"],
    ["UND_ERR_HEADERS_TIMEOUT", undefined, "unknown"],
    ["UND_ERR_SOCKET", undefined, "unknown"],
    ["EPIPE", "write", "unknown"],
  ])("%s in %s is %s", async (code, syscall, outcome) => {
    const cause = Object.assign(new Error(`about ${TOKEN}`), { code, syscall });
    const fetch = () => Promise.reject(new TypeError("fetch failed", { cause }));
    const call = createGraphClient({ baseUrl: "http://graph.example", fetch }).request(SEND);
    await expect(call).rejects.toMatchObject({ info: { outcome, cause: { code } } });
    await expect(call).rejects.not.toHaveProperty("info.cause.message");
  });

  it("a call that was aborted before it began, or whose token cannot be one", async () => {
    let calls = 0;
    const url = await startGraph((_, response) => {
      calls++;
      response.end("{}");
    });
    expect(await failureOf(url, { ...SEND, signal: AbortSignal.abort() })).toMatchObject({ outcome: "not_sent" });
    expect(await failureOf(url, { ...SEND, accessToken: `${TOKEN}\r\nx: y` })).toMatchObject({
      reason: "auth_expired",
    });
    expect(await failureOf(url, { ...SEND, accessToken: "" })).toMatchObject({
      reason: "auth_expired",
      outcome: "not_sent",
    });
    expect(calls).toBe(0);
  });
});

describe("a call that may have gone out: unknown", () => {
  it.each([
    [500, "oops"],
    [502, "<html>bad gateway</html>"],
    [503, ""],
    [408, ""],
    [200, "<html>maintenance</html>"],
    [200, ""],
    [200, "[1]"],
    [200, '{"cut":"of'],
    [200, "true"],
  ])("HTTP %i with the body %j", async (status, body) => {
    const info = await failureOf(await startGraph(answer(status, body)));
    expect(info).toMatchObject({ reason: "unavailable", outcome: "unknown", httpStatus: status });
  });

  it("no answer in time", async () => {
    const info = await failureOf(
      await startGraph((request) => setTimeout(() => request.socket.destroy(), 300)),
      SEND,
      100,
    );
    expect(info).toMatchObject({ reason: "unavailable", outcome: "unknown", cause: { name: "TimeoutError" } });
  });

  it("an answer that begins and never ends", async () => {
    const stall: Handler = (request, response) => {
      response.writeHead(200);
      response.write('{"mess');
      setTimeout(() => request.socket.destroy(), 300);
    };
    expect(await failureOf(await startGraph(stall), SEND, 100)).toMatchObject({ outcome: "unknown", httpStatus: 200 });
  });

  it("aborted by us while it runs", async () => {
    const url = await startGraph((request) => setTimeout(() => request.socket.destroy(), 300));
    expect(await failureOf(url, { ...SEND, signal: AbortSignal.timeout(50) })).toMatchObject({ outcome: "unknown" });
  });

  it("a connection reset before or after the request was read: from here both look alike", async () => {
    const early = await listen(createTcpServer((socket) => socket.resetAndDestroy()));
    expect(await failureOf(early)).toMatchObject({ outcome: "unknown" });
    const late = await startGraph((request) => request.socket.resetAndDestroy());
    expect(await failureOf(late)).toMatchObject({ outcome: "unknown" });
    const half = await startGraph((request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write('{"messages":');
      setTimeout(() => request.socket.resetAndDestroy(), 20);
    });
    expect(await failureOf(half)).toMatchObject({ outcome: "unknown", httpStatus: 200 });
  });
});
