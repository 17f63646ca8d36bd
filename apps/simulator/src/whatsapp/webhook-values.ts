import { toStatusError } from "../graph/graph-error.ts";
import type { Simulator } from "../simulator.ts";
import type { Person, PhoneNumber, SimMessage, StatusName } from "../world/entities.ts";
import { digitsOf, findWaba, userIdOf } from "./directory.ts";

type Json = Record<string, unknown>;

/** WhatsApp's times in webhooks are strings of seconds. */
export function toSeconds(milliseconds: number): string {
  return String(Math.floor(milliseconds / 1000));
}

export function baseValue(number: PhoneNumber): Json {
  return {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: digitsOf(number), phone_number_id: number.id },
  };
}

/** `contacts[]` of one person. With a username only, the phone number is left out, not empty. */
export function contactsOf(sim: Simulator, number: PhoneNumber, person: Person): Json[] {
  return [
    {
      profile: { name: person.name, ...(person.username === null ? {} : { username: person.username }) },
      ...(person.username_only ? {} : { wa_id: person.phone }),
      user_id: userIdOf(sim, person, findWaba(sim, number)),
    },
  ];
}

export function senderOf(sim: Simulator, number: PhoneNumber, person: Person): Json {
  return {
    ...(person.username_only ? {} : { from: person.phone }),
    from_user_id: userIdOf(sim, person, findWaba(sim, number)),
  };
}

/** `value` of an inbound message: `body` is what follows `type`, such as `{ text: { body } }` and a context. */
export function inboundValue(
  sim: Simulator,
  number: PhoneNumber,
  person: Person,
  message: { id: string; timestamp: number; type: string; body: Json },
): Json {
  const { id, timestamp, type, body } = message;
  const sent = { ...senderOf(sim, number, person), id, timestamp: toSeconds(timestamp), type, ...body };
  return { ...baseValue(number), contacts: contactsOf(sim, number, person), messages: [sent] };
}

/**
 * `value` of a status. A failed one carries errors, no contacts and no pricing; `read` carries no pricing; a message sent to a
 * BSUID has no `recipient_id`.
 */
export function statusValue(
  sim: Simulator,
  number: PhoneNumber,
  message: SimMessage,
  status: StatusName,
  at: number,
): Json {
  const person = message.person_id === null ? undefined : sim.world.people.get(message.person_id);
  const { wa_id, user_id } = message.recipient;
  const isFailed = status === "failed";
  const shownUserId = user_id ?? (person && !isFailed ? userIdOf(sim, person, findWaba(sim, number)) : undefined);
  const hasPricing = status === "sent" || status === "delivered";
  const pricing = { billable: true, pricing_model: "PMP", type: "regular", category: message.pricing_category };
  const statusObject = {
    id: message.id,
    status,
    timestamp: toSeconds(at),
    ...(wa_id === undefined ? {} : { recipient_id: wa_id }),
    ...(shownUserId === undefined ? {} : { recipient_user_id: shownUserId }),
    ...(message.biz_opaque_callback_data === null
      ? {}
      : { biz_opaque_callback_data: message.biz_opaque_callback_data }),
    ...(hasPricing ? { pricing } : {}),
    ...(isFailed ? { errors: [toStatusError(message.error_code ?? 131000)] } : {}),
  };
  const contacts = person && !isFailed ? { contacts: contactsOf(sim, number, person) } : {};
  return { ...baseValue(number), ...contacts, statuses: [statusObject] };
}
