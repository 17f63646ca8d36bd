import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { SimRequest } from "../http/sim-http.ts";
import type { Simulator } from "../simulator.ts";
import type { AccessToken } from "../world/entities.ts";
import type { Caller } from "./graph-call.ts";
import { GraphError } from "./graph-error.ts";

/**
 * Finds out who calls, as the Graph API does it: bearer header or `access_token` parameter, then `appsecret_proof` when it
 * is there or when the app demands it. Throws GraphError 104, 190 or 100.
 */
export function authenticate(sim: Simulator, request: SimRequest, params: Record<string, unknown>): Caller {
  const value = readTokenValue(request, params);
  if (value === null) {
    throw new GraphError(104, { status: 400, message: "An access token is required to request this resource." });
  }
  const app = [...sim.world.apps.values()].find((candidate) => isSame(value, `${candidate.id}|${candidate.secret}`));
  if (app) return { kind: "app", app };
  const token = findToken(sim, value);
  if (!token) throw new GraphError(190, { message: "Invalid OAuth access token - Cannot parse access token" });
  refuseDeadToken(token, sim.clock.now());
  checkProof(sim, token, params.appsecret_proof);
  return { kind: "account", token };
}

function readTokenValue(request: SimRequest, params: Record<string, unknown>): string | null {
  const bearer = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (bearer !== undefined) return bearer.trim();
  return typeof params.access_token === "string" && params.access_token !== "" ? params.access_token : null;
}

export function findToken(sim: Simulator, value: string): AccessToken | undefined {
  return [...sim.world.tokens.values()].find((candidate) => isSame(candidate.value, value));
}

function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** Why a token no longer works, or null while it does. */
export function findTokenFault(token: AccessToken, now: number): { subcode: number | null; message: string } | null {
  if (token.dead) return token.dead;
  if (token.expires_at === 0 || token.expires_at > now) return null;
  const expiry = new Date(token.expires_at).toUTCString();
  const message = `Error validating access token: Session has expired on ${expiry}. The current time is ${new Date(now).toUTCString()}.`;
  return { subcode: 463, message };
}

function refuseDeadToken(token: AccessToken, now: number): void {
  const fault = findTokenFault(token, now);
  if (!fault) return;
  throw new GraphError(190, {
    message: fault.message,
    ...(fault.subcode === null ? {} : { subcode: fault.subcode }),
  });
}

function checkProof(sim: Simulator, token: AccessToken, proof: unknown): void {
  const app = sim.world.apps.get(token.app_id);
  if (!app) throw new GraphError(190, { message: "Error validating application. Application has been deleted." });
  if (proof === undefined) {
    if (!app.require_appsecret_proof) return;
    const message = "API calls from the server require an appsecret_proof argument";
    throw new GraphError(100, { message, type: "GraphMethodException" });
  }
  const expected = createHmac("sha256", app.secret).update(token.value).digest("hex");
  if (typeof proof === "string" && isSame(proof, expected)) return;
  const message = "Invalid appsecret_proof provided in the API argument";
  throw new GraphError(100, { message, type: "GraphMethodException" });
}

/** Refuses a token that may not act for this account (100/33, as for an account that does not exist) or lacks `scope` (10). */
export function requireAccess(
  caller: Caller,
  target: { kind: "phone_number" | "waba"; id: string },
  scope: string,
  method: string,
  refuse: (method: string, id: string) => GraphError,
): void {
  if (caller.kind === "app") throw refuse(method, target.id);
  const ids = target.kind === "phone_number" ? caller.token.phone_number_ids : caller.token.waba_ids;
  if (!ids.includes(target.id)) throw refuse(method, target.id);
  if (!caller.token.scopes.includes(scope)) throw new GraphError(10);
}
