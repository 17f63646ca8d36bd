import { requireAccess } from "../graph/authenticate.ts";
import type { GraphCall, GraphRoute } from "../graph/graph-call.ts";
import { GraphError, unknownObject } from "../graph/graph-error.ts";
import { paginate, pickFields } from "../graph/read-params.ts";
import { verifyCallback } from "../graph/verify-callback.ts";
import type { PhoneNumber, Waba } from "../world/entities.ts";
import { getMedia } from "./inbound-media.ts";
import { postMessages } from "./send-message.ts";

const MANAGE = "whatsapp_business_management";
const HOUR_MS = 3_600_000;

/** Everything that WhatsApp adds to the Graph API. */
export const whatsappRoutes: GraphRoute[] = [
  { method: "POST", node: "phone_number", edge: "messages", handle: postMessages },
  { method: "GET", node: "phone_number", edge: null, handle: getPhoneNumber },
  { method: "GET", node: "waba", edge: null, handle: getWaba },
  { method: "GET", node: "waba", edge: "phone_numbers", handle: listPhoneNumbers },
  { method: "GET", node: "waba", edge: "subscribed_apps", handle: listSubscribedApps },
  { method: "POST", node: "waba", edge: "subscribed_apps", handle: subscribeApp },
  { method: "DELETE", node: "waba", edge: "subscribed_apps", handle: unsubscribeApp },
  { method: "GET", node: "media", edge: null, handle: getMedia },
];

const PHONE_NUMBER_FIELDS = [
  "verified_name",
  "code_verification_status",
  "display_phone_number",
  "quality_rating",
  "platform_type",
  "throughput",
  "webhook_configuration",
];

const PHONE_NUMBER_LIST_FIELDS = [
  "display_phone_number",
  "verified_name",
  "quality_rating",
  "code_verification_status",
  "platform_type",
  "status",
  "throughput",
  "name_status",
];

function describePhoneNumber({ sim }: GraphCall, number: PhoneNumber): Record<string, unknown> {
  const app = [...sim.world.apps.values()][0];
  const override = sim.world.wabas.get(number.waba_id)?.callback_override?.url;
  return {
    id: number.id,
    display_phone_number: number.display_phone_number,
    verified_name: number.verified_name,
    quality_rating: number.quality_rating,
    code_verification_status: "VERIFIED",
    platform_type: number.registered ? "CLOUD_API" : "NOT_APPLICABLE",
    status: number.status,
    throughput: { level: number.throughput_level === "HIGH" ? "HIGH" : "STANDARD" },
    name_status: "APPROVED",
    is_on_biz_app: number.is_on_biz_app,
    whatsapp_business_manager_messaging_limit: "TIER_2K",
    webhook_configuration: {
      ...(number.callback_override ? { phone_number: number.callback_override.url } : {}),
      ...(override === undefined ? {} : { whatsapp_business_account: override }),
      ...(app?.callback ? { application: app.callback.url } : {}),
    },
  };
}

function getPhoneNumber(call: GraphCall): unknown {
  requireAccess(call.caller, { kind: "phone_number", id: call.nodeId }, MANAGE, "GET", unknownObject);
  const number = call.sim.world.phone_numbers.get(call.nodeId);
  if (!number) throw unknownObject("GET", call.nodeId);
  return pickFields(describePhoneNumber(call, number), call.params.fields, PHONE_NUMBER_FIELDS);
}

/** Management calls count against the account's hourly limit (80007). */
function openWaba({ sim, caller, nodeId, request }: GraphCall): Waba {
  requireAccess(caller, { kind: "waba", id: nodeId }, MANAGE, request.method, unknownObject);
  const waba = sim.world.wabas.get(nodeId);
  if (!waba) throw unknownObject(request.method, nodeId);
  const limit = sim.world.settings.waba_calls_per_hour;
  if (!sim.traffic.admit(`waba:${nodeId}`, sim.clock.now(), HOUR_MS, limit)) throw new GraphError(80007);
  return waba;
}

function getWaba(call: GraphCall): unknown {
  const waba = openWaba(call);
  const node = {
    id: waba.id,
    name: waba.name,
    currency: waba.currency,
    timezone_id: waba.timezone_id,
    message_template_namespace: `ns_${waba.id}`,
    account_review_status: "APPROVED",
    business_verification_status: "verified",
    owner_business_info: { name: waba.name, id: waba.business_id },
  };
  return pickFields(node, call.params.fields, ["name", "currency", "timezone_id", "message_template_namespace"]);
}

function listPhoneNumbers(call: GraphCall): unknown {
  const waba = openWaba(call);
  const numbers = [...call.sim.world.phone_numbers.values()].filter((number) => number.waba_id === waba.id);
  const rows = numbers.map((number) =>
    pickFields(describePhoneNumber(call, number), call.params.fields, PHONE_NUMBER_LIST_FIELDS),
  );
  return paginate(rows, call.params);
}

function listSubscribedApps(call: GraphCall): unknown {
  const waba = openWaba(call);
  const app = [...call.sim.world.apps.values()][0];
  if (!waba.subscribed || !app) return { data: [] };
  const shown = { id: app.id, name: app.name, link: `https://www.facebook.com/games/?app_id=${app.id}` };
  const override = waba.callback_override ? { override_callback_uri: waba.callback_override.url } : {};
  return { data: [{ whatsapp_business_api_data: shown, ...override }] };
}

async function subscribeApp(call: GraphCall): Promise<unknown> {
  const waba = openWaba(call);
  const { override_callback_uri: url, verify_token: token } = call.params;
  if (url !== undefined) waba.callback_override = await verifyCallback(call.sim, url, token);
  else waba.callback_override = null;
  waba.subscribed = true;
  return { success: true };
}

function unsubscribeApp(call: GraphCall): unknown {
  const waba = openWaba(call);
  waba.subscribed = false;
  waba.callback_override = null;
  return { success: true };
}
