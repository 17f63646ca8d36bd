import type { GraphFaultEffect, GraphFaultRule } from "../faults/graph-fault-rules.ts";
import type { SimReply, SimRequest } from "../http/sim-http.ts";
import type { Simulator } from "../simulator.ts";
import { whatsappRoutes } from "../whatsapp/whatsapp-routes.ts";
import { appRoutes } from "./app-routes.ts";
import { authenticate } from "./authenticate.ts";
import type { GraphRoute } from "./graph-call.ts";
import { GraphError, unknownObject } from "./graph-error.ts";
import { logCall, nameTokenOf } from "./log-call.ts";
import { readParams, writeGraphJson } from "./read-params.ts";

const routes: GraphRoute[] = [...appRoutes, ...whatsappRoutes];
const NEWEST_VERSION = 26;
const OLDEST_VERSION = 21;

type Answer = Extract<SimReply, { kind: "answer" }>;

/**
 * The Graph API under `/graph`: version, then faults, then token, node and edge. Every call is logged, and every error body
 * carries a trace id of its own.
 */
export async function handleGraph(sim: Simulator, request: SimRequest): Promise<SimReply> {
  const started = performance.now();
  const at = sim.clock.now();
  const fault = sim.graphFaults.strike(
    {
      method: request.method,
      path: request.path,
      tokenId: nameTokenOf(sim, request),
      body: request.rawBody.toString(),
      now: at,
    },
    sim.identifiers.fraction,
  );
  if (fault) sim.events.publish({ type: "faults", data: null });
  const reply = await answer(sim, request, fault);
  logCall(sim, request, reply, { at, started, fault: fault?.id ?? null });
  return reply;
}

async function answer(sim: Simulator, request: SimRequest, fault: GraphFaultRule | null): Promise<SimReply> {
  const effect: GraphFaultEffect = fault?.do ?? {};
  if (effect.reset) return { kind: "hang_up", afterMs: 0, isReset: true };
  if (effect.timeout_before !== undefined) return { kind: "hang_up", afterMs: effect.timeout_before, isReset: false };
  if (effect.error) {
    const { code, ...words } = effect.error;
    const { error } = new GraphError(code, dropUndefined(words)).toBody(sim.identifiers.traceId());
    return finish(sim, new GraphError(code, dropUndefined(words)).status, { error }, effect);
  }
  if (effect.status !== undefined) {
    return { kind: "answer", status: effect.status, headers: { ...effect.headers }, body: effect.body ?? "" };
  }
  const { status, body } = await dispatch(sim, request);
  if (effect.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, effect.delay));
  if (effect.timeout_after !== undefined) return { kind: "hang_up", afterMs: effect.timeout_after, isReset: false };
  return finish(sim, status, effect.wrong_shape ? misshape(body, effect.wrong_shape) : body, effect);
}

async function dispatch(sim: Simulator, request: SimRequest): Promise<{ status: number; body: unknown }> {
  try {
    return { status: 200, body: await callRoute(sim, request) };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return { status: error.status, body: error.toBody(sim.identifiers.traceId()) };
  }
}

async function callRoute(sim: Simulator, request: SimRequest): Promise<unknown> {
  const [, , ...segments] = request.path.split("/");
  const version = /^v(\d+)\.(\d+)$/.exec(segments[0] ?? "");
  if (version) {
    segments.shift();
    const major = Number(version[1]);
    if (major < OLDEST_VERSION || major > NEWEST_VERSION || version[2] !== "0") throw new GraphError(2635);
  }
  const [nodeId = "", edge, ...rest] = segments.filter((segment) => segment !== "");
  const params = readParams(request);
  const caller = authenticate(sim, request, params);
  const node = findNodeKind(sim, nodeId);
  const route = routes.find(
    (candidate) => candidate.method === request.method && candidate.node === node && candidate.edge === (edge ?? null),
  );
  if (rest.length > 0) {
    throw new GraphError(2500, { message: `Unknown path components: /${rest.join("/")}`, status: 400 });
  }
  if (!route) throw unknownObject(request.method, nodeId);
  return route.handle({ sim, request, caller, nodeId, params });
}

function findNodeKind({ world }: Simulator, id: string): GraphRoute["node"] | null {
  if (id === "debug_token") return "debug_token";
  if (world.phone_numbers.has(id)) return "phone_number";
  if (world.wabas.has(id)) return "waba";
  if (world.apps.has(id)) return "app";
  return world.media.has(id) ? "media" : null;
}

function finish(sim: Simulator, status: number, body: unknown, effect: GraphFaultEffect): Answer {
  const usage = { "x-app-usage": { call_count: 1, total_cputime: 1, total_time: 1 }, ...effect.usage_headers };
  const accounts = [...sim.world.wabas.keys()].map((id) => [
    id,
    [{ type: "messaging", call_count: 1, total_cputime: 1, total_time: 1, estimated_time_to_regain_access: 0 }],
  ]);
  const usageHeaders = { "x-business-use-case-usage": Object.fromEntries(accounts), ...usage };
  return {
    kind: "answer",
    status,
    headers: {
      "content-type": "application/json; charset=UTF-8",
      "facebook-api-version": `v${NEWEST_VERSION}.0`,
      "x-fb-trace-id": readTraceId(body) ?? sim.identifiers.traceId(),
      ...Object.fromEntries(Object.entries(usageHeaders).map(([name, value]) => [name, JSON.stringify(value)])),
      ...effect.headers,
    },
    body: writeGraphJson(body),
    ...(effect.slow_body ? { bytesPerSecond: effect.slow_body.bytes_per_second } : {}),
  };
}

function readTraceId(body: unknown): string | undefined {
  return (body as { error?: { fbtrace_id?: string } } | null)?.error?.fbtrace_id;
}

function dropUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as never;
}

/** A success that a strict reader chokes on. */
function misshape(body: unknown, shape: NonNullable<GraphFaultEffect["wrong_shape"]>): unknown {
  const answered = body as Record<string, unknown>;
  const messages = answered.messages as { id: string }[] | undefined;
  if (shape === "missing_messages") {
    const { messages: _left, ...others } = answered;
    return others;
  }
  if (shape === "string_success") return "success" in answered ? { success: "true" } : "true";
  if (shape === "numeric_ids")
    return { ...answered, messages: messages?.map((_, index) => ({ id: 1_000_000 + index })) };
  return {
    ...answered,
    unheard_of: { nested: [1, null, "x"] },
    messages: messages?.map((one) => ({ ...one, new: true })),
  };
}
