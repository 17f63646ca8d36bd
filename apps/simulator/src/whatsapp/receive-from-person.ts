import type { Simulator } from "../simulator.ts";
import type { Person, PhoneNumber, SimMessage } from "../world/entities.ts";
import { put } from "../world/world.ts";
import { digitsOf, threadOf } from "./directory.ts";
import { inboundValue } from "./webhook-values.ts";

type Json = Record<string, unknown>;

/** What a person does in a chat, in the form that the webhook carries it. */
export type PersonUpdate = {
  /** The message's type in the webhook, and the object under that name; null for a bare type such as request_welcome. */
  type: string;
  content: unknown;
  context?: Json | undefined;
  /** Fields beside the type's own object, such as `errors` of an unsupported message. */
  extra?: Json | undefined;
  /** Virtual milliseconds; now, unless the person's phone was without network. */
  timestamp?: number | undefined;
  summary: string;
};

const newWamid = (sim: Simulator, person: Person) => sim.identifiers.wamid(person.phone, "in");

/** Emits an inbound webhook, opens the 24 hour window, and returns the update's own message id. */
export function emitInbound(
  sim: Simulator,
  number: PhoneNumber,
  person: Person,
  update: PersonUpdate,
  id = newWamid(sim, person),
): string {
  const { type, content, context, extra, summary, timestamp = sim.clock.now() } = update;
  const thread = threadOf(sim, number, person);
  thread.last_user_message_at = Math.max(thread.last_user_message_at ?? 0, timestamp);
  sim.traffic.admit(`number:${number.id}`, sim.clock.now(), 1000, Number.POSITIVE_INFINITY);
  sim.events.publish({ type: "thread", data: thread });
  const body = { ...extra, ...(content === null ? {} : { [type]: content }), ...(context ? { context } : {}) };
  void sim.webhooks.emit({
    wabaId: number.waba_id,
    phoneNumberId: number.id,
    field: "messages",
    value: inboundValue(sim, number, person, { id, timestamp, type, body }),
    personId: person.id,
    messageIds: [id],
    summary: `${person.name}: ${summary}`,
  });
  return id;
}

/** A message of the person: kept in the chat, then told to the product. */
export function receiveMessage(
  sim: Simulator,
  number: PhoneNumber,
  person: Person,
  update: PersonUpdate & { replyTo?: SimMessage | undefined },
): SimMessage {
  const at = update.timestamp ?? sim.clock.now();
  const message = put(sim.world, "messages", {
    id: newWamid(sim, person),
    direction: "in",
    phone_number_id: number.id,
    person_id: person.id,
    recipient: {},
    type: update.type,
    content: toContent(update.type, update.content),
    timestamp: at,
    status: "sent",
    history: [{ status: "sent", at }],
    next_status: null,
    error_code: null,
    reply_to: update.replyTo?.id ?? null,
    edited: false,
    unsent: false,
    reaction_by_person: null,
    reaction_by_business: null,
    by_hand: false,
    biz_opaque_callback_data: null,
    pricing_category: "service",
  });
  sim.events.publish({ type: "message", data: message });
  const context = update.replyTo ? quoteOf(number, person, update.replyTo) : update.context;
  emitInbound(sim, number, person, { ...update, context }, message.id);
  return message;
}

function toContent(type: string, content: unknown): Json {
  if (Array.isArray(content)) return { [type]: content };
  return typeof content === "object" && content !== null ? { ...(content as Json) } : {};
}

function quoteOf(number: PhoneNumber, person: Person, quoted: SimMessage): Json {
  if (quoted.direction === "out") return { from: digitsOf(number), id: quoted.id };
  return { ...(person.username_only ? {} : { from: person.phone }), id: quoted.id };
}
