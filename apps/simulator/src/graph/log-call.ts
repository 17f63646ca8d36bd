import type { SimReply, SimRequest } from "../http/sim-http.ts";
import type { Simulator } from "../simulator.ts";
import { findToken } from "./authenticate.ts";

const KEPT_HEADERS = ["authorization", "content-type", "user-agent", "x-request-id"];

/** The id of the token that a call carries in its header, "unknown" for a foreign one, null without. */
export function nameTokenOf(sim: Simulator, request: SimRequest): string | null {
  const value = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(request.headers.authorization ?? "")?.[1]?.trim();
  const found = value ?? request.query.get("access_token");
  if (!found) return null;
  return findToken(sim, found)?.id ?? "unknown";
}

/** Adds the call to the request log. Tokens appear by name, so that an assertion can say which one was used. */
export function logCall(
  sim: Simulator,
  request: SimRequest,
  reply: SimReply,
  context: { at: number; started: number; fault: string | null },
): void {
  const redact = redactor(sim, request);
  const headers = Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = request.headers[name];
      return value === undefined ? [] : [[name, redact(value)]];
    }),
  );
  const entry = {
    id: sim.identifiers.next("request"),
    at: context.at,
    method: request.method,
    path: request.path,
    query: Object.fromEntries([...request.query].map(([name, value]) => [name, redact(value)])),
    headers,
    body: parseOrKeep(redact(request.rawBody.toString("utf8"))),
    status: reply.kind === "answer" ? reply.status : null,
    response: reply.kind === "answer" && typeof reply.body === "string" ? parseOrKeep(redact(reply.body)) : null,
    fault: context.fault,
    duration_ms: Math.round(performance.now() - context.started),
  };
  sim.requests.add(entry);
  sim.events.publish({ type: "request", data: entry });
}

/** Replaces every token, the app secret and an unknown bearer by a name in brackets. */
function redactor(sim: Simulator, request: SimRequest): (text: string) => string {
  const names: [string, string][] = [...sim.world.tokens.values()].map((token) => [token.value, `[token ${token.id}]`]);
  for (const app of sim.world.apps.values()) if (app.secret.length >= 8) names.push([app.secret, "[app secret]"]);
  const bearer = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(request.headers.authorization ?? "")?.[1]?.trim();
  for (const foreign of [bearer, request.query.get("access_token"), request.query.get("appsecret_proof")]) {
    if (foreign) names.push([foreign, "[redacted]"]);
  }
  return (text) => names.reduce((shown, [secret, name]) => shown.replaceAll(secret, name), text);
}

function parseOrKeep(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
