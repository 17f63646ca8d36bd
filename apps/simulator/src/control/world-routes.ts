import { z } from "zod";
import { HttpProblem } from "../http/sim-http.ts";
import { resumeLives } from "../whatsapp/message-life.ts";
import type { Person } from "../world/entities.ts";
import { resetSimulator, restoreSnapshot, takeSnapshot } from "../world/lifecycle.ts";
import { settingsSchema } from "../world/settings.ts";
import { type EntityKind, entityKinds, entitySchemas, snapshotSchema } from "../world/world.ts";
import { type ControlCall, type ControlRoute, readBody } from "./control-route.ts";
import { seedWorld } from "./seed-world.ts";

const killReasons: Record<string, { subcode: number | null; message: string }> = {
  expired: { subcode: 463, message: "Error validating access token: Session has expired." },
  password: {
    subcode: 460,
    message: "Error validating access token: The session has been invalidated because the user changed their password.",
  },
  app_removed: {
    subcode: 458,
    message: "Error validating access token: The user has not authorized application.",
  },
  checkpoint: {
    subcode: 459,
    message: "Error validating access token: The user is enrolled in a blocking checkpoint.",
  },
  role_lost: { subcode: 492, message: "Error validating access token: The user lost the role on the asset." },
};

export const worldRoutes: ControlRoute[] = [
  {
    method: "POST",
    path: "/reset",
    handle: async (call) => resetSimulator(call.sim, readBody(call, z.strictObject({ seed: z.int().optional() })).seed),
  },
  { method: "POST", path: "/seed", handle: seedWorld },
  { method: "POST", path: "/snapshot", handle: ({ sim }) => takeSnapshot(sim) },
  {
    method: "POST",
    path: "/restore",
    handle: async (call) => restoreSnapshot(call.sim, readBody(call, snapshotSchema)),
  },
  {
    method: "GET",
    path: "/requests",
    handle: ({ sim, request }) => sim.requests.list({ ...readSince(request.query), ...readPath(request.query) }),
  },
  { method: "GET", path: "/deliveries", handle: listDeliveries },
  { method: "GET", path: "/state/:kind", handle: showState },
  { method: "POST", path: "/token/:id/kill", handle: killToken },
  { method: "PATCH", path: "/settings", handle: patchSettings },
  { method: "PATCH", path: "/:kind/:id", handle: patchEntity },
];

function readSince(query: URLSearchParams): { since?: number } {
  const text = query.get("since");
  if (text === null) return {};
  const since = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isNaN(since))
    throw new HttpProblem(400, `"since" must be virtual milliseconds or an ISO time, not "${text}".`);
  return { since };
}

function readPath(query: URLSearchParams): { path?: string } {
  const path = query.get("path");
  return path === null ? {} : { path };
}

function listDeliveries({ sim, request }: ControlCall): unknown {
  const { since } = readSince(request.query);
  const state = request.query.get("state");
  return [...sim.world.deliveries.values()].filter(
    (one) => (since === undefined || one.created_at >= since) && (state === null || one.state === state),
  );
}

function requireKind(kind: string | undefined): EntityKind {
  if (entityKinds.includes(kind as EntityKind)) return kind as EntityKind;
  throw new HttpProblem(404, `There is no kind "${kind}". Kinds: ${entityKinds.join(", ")}, settings.`);
}

function showState({ sim, params, request }: ControlCall): unknown {
  if (params.kind === "settings") return sim.world.settings;
  const all = [...sim.world[requireKind(params.kind)].values()];
  const id = request.query.get("id");
  return id === null ? all : all.filter((one) => one.id === id);
}

function patchSettings(call: ControlCall): unknown {
  const changes = readBody(call, z.record(z.string(), z.unknown()));
  call.sim.world.settings = settingsSchema.parse({ ...call.sim.world.settings, ...changes });
  call.sim.webhooks.flush();
  return call.sim.world.settings;
}

function patchEntity(call: ControlCall): unknown {
  const { sim, params } = call;
  if (params.kind === "settings") return patchSettings(call);
  const kind = requireKind(params.kind);
  const current = sim.world[kind].get(params.id ?? "");
  if (!current) throw new HttpProblem(404, `There is no "${params.id}" among the ${kind}.`);
  const changes = readBody(call, z.record(z.string(), z.unknown()));
  if ("id" in changes) throw new HttpProblem(400, "An id cannot be changed.");
  // Assigned in place: waiting tasks hold the object.
  Object.assign(current, entitySchemas[kind].parse({ ...current, ...changes }));
  if (kind === "people") {
    sim.events.publish({ type: "person", data: current as Person });
    resumeLives(sim, current.id);
  }
  return current;
}

function killToken(call: ControlCall): unknown {
  const { sim, params } = call;
  const token = sim.world.tokens.get(params.id ?? "");
  if (!token) throw new HttpProblem(404, `There is no token "${params.id}".`);
  const { reason } = readBody(call, z.strictObject({ reason: z.string() }));
  const scope = /^scope_revoked:(.+)$/.exec(reason)?.[1];
  const death = killReasons[reason];
  if (scope !== undefined) token.scopes = token.scopes.filter((one) => one !== scope);
  else if (death) token.dead = death;
  else {
    const known = [...Object.keys(killReasons), "scope_revoked:<permission>"].join(", ");
    throw new HttpProblem(400, `There is no reason "${reason}". Reasons: ${known}.`);
  }
  return { id: token.id, scopes: token.scopes, dead: token.dead };
}
