import { findToken, findTokenFault } from "./authenticate.ts";
import type { GraphCall, GraphRoute } from "./graph-call.ts";
import { GraphError, unknownObject } from "./graph-error.ts";
import { verifyCallback } from "./verify-callback.ts";

/** What the app itself may ask: its webhook subscription, and what a token is worth. */
export const appRoutes: GraphRoute[] = [
  { method: "GET", node: "debug_token", edge: null, handle: debugToken },
  { method: "GET", node: "app", edge: "subscriptions", handle: listSubscriptions },
  { method: "POST", node: "app", edge: "subscriptions", handle: subscribe },
  { method: "DELETE", node: "app", edge: "subscriptions", handle: unsubscribe },
];

const toSeconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

/** `GET /debug_token`: 200 for a dead token too, with `is_valid` false and the reason. */
function debugToken({ sim, caller, params }: GraphCall): unknown {
  const input = params.input_token;
  if (typeof input !== "string" || input === "") {
    throw new GraphError(100, { message: "(#100) The parameter input_token is required" });
  }
  const token = findToken(sim, input);
  if (!token) {
    const error = { code: 190, message: "Invalid OAuth access token - Cannot parse access token" };
    return { data: { error, is_valid: false, scopes: [] } };
  }
  const callerAppId = caller.kind === "app" ? caller.app.id : caller.token.app_id;
  if (callerAppId !== token.app_id) {
    const message = "(#100) The App_id in the input_token did not match the Viewing App";
    throw new GraphError(100, { message });
  }
  const fault = findTokenFault(token, sim.clock.now());
  const targets: Record<string, string[]> = {
    whatsapp_business_messaging: token.waba_ids,
    whatsapp_business_management: token.waba_ids,
  };
  return {
    data: {
      app_id: token.app_id,
      type: token.type,
      application: sim.world.apps.get(token.app_id)?.name,
      data_access_expires_at: 0,
      expires_at: toSeconds(token.expires_at),
      is_valid: fault === null,
      ...(fault
        ? { error: { code: 190, message: fault.message, ...(fault.subcode ? { subcode: fault.subcode } : {}) } }
        : {}),
      issued_at: toSeconds(token.issued_at),
      scopes: token.scopes,
      granular_scopes: token.scopes.map((scope) => ({ scope, target_ids: targets[scope] ?? [] })),
      user_id: "122100000000000001",
    },
  };
}

function openApp({ sim, caller, nodeId, request }: GraphCall) {
  const app = sim.world.apps.get(nodeId);
  if (!app || caller.kind !== "app" || caller.app.id !== nodeId) throw unknownObject(request.method, nodeId);
  return app;
}

function listSubscriptions(call: GraphCall): unknown {
  const { callback } = openApp(call);
  if (!callback) return { data: [] };
  const fields = callback.fields.map((name) => ({ name, version: "v26.0" }));
  return { data: [{ object: "whatsapp_business_account", callback_url: callback.url, active: true, fields }] };
}

async function subscribe(call: GraphCall): Promise<unknown> {
  const app = openApp(call);
  const { object, callback_url, verify_token, fields } = call.params;
  if (object !== "whatsapp_business_account") {
    throw new GraphError(100, { details: "Only the object whatsapp_business_account is simulated." });
  }
  const names = Array.isArray(fields) ? fields.map(String) : String(fields ?? "").split(",");
  const verified = await verifyCallback(call.sim, callback_url, verify_token);
  app.callback = { ...verified, fields: names.map((name) => name.trim()).filter((name) => name !== "") };
  return { success: true };
}

function unsubscribe(call: GraphCall): unknown {
  openApp(call).callback = null;
  return { success: true };
}
