import type { SimRequest } from "../http/sim-http.ts";
import type { Simulator } from "../simulator.ts";
import type { AccessToken, SimApp } from "../world/entities.ts";

/** Who calls: a token of some accounts, or the app itself with `{app id}|{app secret}`. */
export type Caller = { kind: "account"; token: AccessToken } | { kind: "app"; app: SimApp };

/** One authenticated call to a node, such as `/v26.0/412233445566778/messages`. */
export type GraphCall = {
  sim: Simulator;
  request: SimRequest;
  caller: Caller;
  nodeId: string;
  /** Query and body in one; the body wins. */
  params: Record<string, unknown>;
};

type NodeKind = "app" | "waba" | "phone_number" | "media" | "debug_token";

/** A channel adds its calls to the Graph API as a list of these. `handle` throws GraphError to refuse. */
export type GraphRoute = {
  method: "GET" | "POST" | "DELETE";
  node: NodeKind;
  edge: string | null;
  handle(call: GraphCall): unknown;
};
