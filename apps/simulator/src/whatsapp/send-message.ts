import { requireAccess } from "../graph/authenticate.ts";
import type { GraphCall } from "../graph/graph-call.ts";
import { GraphError, unknownObject } from "../graph/graph-error.ts";
import type { Simulator } from "../simulator.ts";
import type { PhoneNumber, SimMessage } from "../world/entities.ts";
import { put } from "../world/world.ts";
import { findWaba, isWindowOpen, threadOf } from "./directory.ts";
import { markRead } from "./mark-read.ts";
import { checkLimits, type MessageType, readContent } from "./message-content.ts";
import { beginLife, takeStepNow } from "./message-life.ts";
import { type Recipient, readRecipient, refuseOwnNumber } from "./recipient.ts";
import { checkTemplate, fillTemplate } from "./send-template.ts";

/** Messages a second by number, inbound and outbound together (Meta, "Throughput"). */
const THROUGHPUT = { STANDARD: 80, HIGH: 1000, COEXISTENCE: 20 } as const;
const HOUR_MS = 3_600_000;
/** Meta's limit on `biz_opaque_callback_data`, in bytes. */
const MAX_OPAQUE_BYTES = 512;

/**
 * `POST /{phone number id}/messages`: checks in Meta's order, accepts the message and begins its life; or marks an inbound one
 * as read. Throws GraphError.
 */
export async function postMessages(call: GraphCall): Promise<unknown> {
  const { sim, params, nodeId, caller } = call;
  requireAccess(caller, { kind: "phone_number", id: nodeId }, "whatsapp_business_messaging", "POST", unknownObject);
  const number = sim.world.phone_numbers.get(nodeId);
  if (!number) throw unknownObject("POST", nodeId);
  if (!number.registered) throw new GraphError(133010);
  if (params.messaging_product !== "whatsapp") {
    throw new GraphError(100, { message: "(#100) The parameter messaging_product is required." });
  }
  if (params.status !== undefined) return markRead(sim, number, params);
  return sendMessage(call, number);
}

async function sendMessage({ sim, params, caller }: GraphCall, number: PhoneNumber): Promise<unknown> {
  checkEnvelope(params);
  const recipient = readRecipient(sim, number, params);
  const { type, content } = readContent(params);
  refuseOwnNumber(number, recipient);
  checkLimits(type, content);
  const template = type === "template" ? checkTemplate(sim, number, recipient, content) : undefined;
  if (type === "reaction") refuseUnknownTarget(sim, number, content);
  checkRates(sim, number, recipient, caller.kind === "account" ? caller.token.app_id : caller.app.id);
  checkRestrictions(sim, number);
  const isClosed = template === undefined && !isWindowOpen(sim, number, recipient.person);
  if (isClosed && recipient.person && sim.world.settings.window_closed === "sync") throw new GraphError(131047);

  const shown = template ? { ...content, text: fillTemplate(template, content) } : content;
  const message = acceptMessage(sim, number, recipient, params, { type, content: shown });
  message.pricing_category = template ? template.category.toLowerCase() : "service";
  message.error_code = findLateFailure(recipient, isClosed);
  if (type === "reaction") applyReaction(sim, content, message.error_code);
  beginLife(sim, message);
  if (sim.webhookFaults.take("status_before_response", null)) await takeStepNow(sim, message);
  return toResponse(recipient, message);
}

function checkEnvelope(params: Record<string, unknown>): void {
  if (params.recipient_type !== undefined && params.recipient_type !== "individual") {
    throw new GraphError(131009, { details: "Param recipient_type must be 'individual'; groups are not offered." });
  }
  const opaque = params.biz_opaque_callback_data;
  if (opaque !== undefined && (typeof opaque !== "string" || Buffer.byteLength(opaque) > MAX_OPAQUE_BYTES)) {
    throw new GraphError(100, { details: `Param biz_opaque_callback_data must be at most ${MAX_OPAQUE_BYTES} bytes.` });
  }
  const context = params.context;
  const quoted = (context as { message_id?: unknown } | undefined)?.message_id;
  if (context !== undefined && typeof quoted !== "string") {
    throw new GraphError(131008, { details: "The parameter context['message_id'] is required." });
  }
  if (context !== undefined && params.type === "reaction") {
    throw new GraphError(131009, { details: "Reaction messages cannot be sent as contextual replies." });
  }
}

function refuseUnknownTarget(sim: Simulator, number: PhoneNumber, content: Record<string, unknown>): void {
  const target = sim.world.messages.get(String(content.message_id));
  if (target?.phone_number_id === number.id) return;
  throw new GraphError(131009, { details: "Param reaction['message_id'] is not a message of this conversation." });
}

function checkRates(sim: Simulator, number: PhoneNumber, recipient: Recipient, appId: string): void {
  const now = sim.clock.now();
  const { app_calls_per_hour, pair_burst, pair_interval_ms } = sim.world.settings;
  if (app_calls_per_hour !== null && !sim.traffic.admit(`app:${appId}`, now, HOUR_MS, app_calls_per_hour)) {
    throw new GraphError(4);
  }
  if (!sim.traffic.admit(`number:${number.id}`, now, 1000, THROUGHPUT[number.throughput_level])) {
    throw new GraphError(130429);
  }
  const pair = `pair:${number.id}:${recipient.person?.id ?? recipient.waId ?? recipient.userId}`;
  if (!sim.traffic.takeToken(pair, now, pair_burst, pair_interval_ms)) throw new GraphError(131056);
}

function checkRestrictions(sim: Simulator, number: PhoneNumber): void {
  const code = number.restriction ?? findWaba(sim, number).restriction;
  if (code !== null) throw new GraphError(code);
}

/** Accepted, but will not arrive. A block by the person looks like any other undeliverable message. */
function findLateFailure({ person }: Recipient, isWindowClosed: boolean): number | null {
  if (!person || person.blocked) return 131026;
  return person.fail_with ?? (isWindowClosed ? 131047 : null);
}

function acceptMessage(
  sim: Simulator,
  number: PhoneNumber,
  recipient: Recipient,
  params: Record<string, unknown>,
  sent: { type: MessageType; content: Record<string, unknown> },
): SimMessage {
  const { person, waId, userId } = recipient;
  const now = sim.clock.now();
  const context = params.context as { message_id: string } | undefined;
  const message = put(sim.world, "messages", {
    id: sim.identifiers.wamid(waId ?? person?.phone ?? "0", "out"),
    direction: "out",
    phone_number_id: number.id,
    person_id: person?.id ?? null,
    recipient: {
      ...(waId === undefined ? {} : { wa_id: waId }),
      ...(waId === undefined && userId ? { user_id: userId } : {}),
    },
    type: sent.type,
    content: sent.content,
    timestamp: now,
    status: "accepted",
    history: [{ status: "accepted", at: now }],
    next_status: null,
    error_code: null,
    reply_to: context?.message_id ?? null,
    edited: false,
    unsent: false,
    reaction_by_person: null,
    reaction_by_business: null,
    by_hand: false,
    biz_opaque_callback_data: (params.biz_opaque_callback_data as string | undefined) ?? null,
    pricing_category: "service",
  });
  sim.events.publish({ type: "message", data: message });
  if (person) {
    const thread = threadOf(sim, number, person);
    thread.typing_until = null;
    sim.events.publish({ type: "thread", data: thread });
  }
  return message;
}

function applyReaction(sim: Simulator, content: Record<string, unknown>, errorCode: number | null): void {
  const target = sim.world.messages.get(String(content.message_id));
  if (!target || errorCode !== null) return;
  target.reaction_by_business = content.emoji === "" ? null : String(content.emoji);
  sim.events.publish({ type: "message", data: target });
}

function toResponse({ input, waId, userId }: Recipient, message: SimMessage): unknown {
  const contact = waId === undefined ? { input, user_id: userId } : { input, wa_id: waId };
  return {
    messaging_product: "whatsapp",
    contacts: [contact],
    messages: [{ id: message.id, message_status: "accepted" }],
  };
}
