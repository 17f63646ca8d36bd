import { HttpProblem } from "../http/sim-http.ts";
import type { Simulator } from "../simulator.ts";
import type { Person, PhoneNumber, SimMessage } from "../world/entities.ts";
import { findWaba, userIdOf } from "./directory.ts";
import { readNow } from "./message-life.ts";
import { emitInbound, receiveMessage } from "./receive-from-person.ts";
import { makeContent, type PersonMessageType } from "./sample-content.ts";
import { baseValue, contactsOf, toSeconds } from "./webhook-values.ts";

const MINUTE_MS = 60_000;
/** WhatsApp's own limits for its users: 15 minutes to edit, about two days to delete for everyone. */
const EDIT_MS = 15 * MINUTE_MS;
const UNSEND_MS = 48 * 60 * MINUTE_MS;

type Chat = { sim: Simulator; person: Person; number: PhoneNumber };

/** A person writes to a business number. */
export function sendFromPerson(
  { sim, person, number }: Chat,
  wish: {
    type: PersonMessageType;
    body: unknown;
    replyTo?: string | undefined;
    timestamp?: number | undefined;
    forwarded?: boolean;
  },
): SimMessage {
  const made = makeContent(sim, person, wish.type, wish.body);
  const replyTo = wish.replyTo === undefined ? undefined : requireMessage({ sim, person, number }, wish.replyTo);
  return receiveMessage(sim, number, person, {
    type: wish.type,
    content: made.content,
    extra: made.extra,
    summary: made.summary,
    replyTo,
    timestamp: wish.timestamp,
    context: wish.forwarded ? { forwarded: true } : undefined,
  });
}

/** An empty or null emoji takes the reaction back. */
export function react({ sim, person, number }: Chat, messageId: string, emoji: string | null): void {
  const target = requireMessage({ sim, person, number }, messageId);
  target.reaction_by_person = emoji === "" ? null : emoji;
  sim.events.publish({ type: "message", data: target });
  const content = { message_id: target.id, emoji: emoji ?? "" };
  emitInbound(sim, number, person, { type: "reaction", content, summary: `Reaction ${emoji ?? "removed"}` });
}

export function editMessage({ sim, person, number }: Chat, messageId: string, text: string): void {
  const original = requireOwn({ sim, person, number }, messageId);
  if (original.type !== "text") throw new HttpProblem(400, "Only a text message can be edited.");
  if (sim.clock.now() - original.timestamp > EDIT_MS) {
    throw new HttpProblem(400, "WhatsApp lets a person edit a message for 15 minutes only.");
  }
  original.content = { body: text };
  original.edited = true;
  sim.events.publish({ type: "message", data: original });
  const content = { original_message_id: original.id, message: { type: "text", text: { body: text } } };
  emitInbound(sim, number, person, { type: "edit", content, summary: `Edited to "${text}"` });
}

export function unsendMessage({ sim, person, number }: Chat, messageId: string): void {
  const original = requireOwn({ sim, person, number }, messageId);
  if (sim.clock.now() - original.timestamp > UNSEND_MS) {
    throw new HttpProblem(400, "WhatsApp lets a person delete a message for two days only.");
  }
  original.unsent = true;
  sim.events.publish({ type: "message", data: original });
  emitInbound(sim, number, person, {
    type: "revoke",
    content: { original_message_id: original.id },
    summary: "Deleted a message",
  });
}

/** The person opens the chat: every delivered message of the business becomes read, if receipts are on. */
export function readChat({ sim, person, number }: Chat): number {
  return readNow(sim, person, number.id).length;
}

/** The person taps a button or list row of an interactive message, or a quick reply of a template. */
export function tapButton({ sim, person, number }: Chat, messageId: string, buttonId: string): SimMessage {
  const source = requireMessage({ sim, person, number }, messageId);
  const choice = listChoices(source).find((candidate) => candidate.id === buttonId);
  if (!choice) throw new HttpProblem(400, `The message has no button or row with the id "${buttonId}".`);
  const { kind, ...shown } = choice;
  const content = kind === "button" ? { payload: shown.id, text: shown.title } : { type: kind, [kind]: shown };
  return receiveMessage(sim, number, person, {
    type: kind === "button" ? "button" : "interactive",
    content,
    summary: `Tapped "${choice.title}"`,
    replyTo: source,
  });
}

type Choice = { kind: "button_reply" | "list_reply" | "button"; id: string; title: string; description?: string };

function listChoices({ type, content }: SimMessage): Choice[] {
  if (type === "template") {
    const parts = (content.components ?? []) as { type: string; parameters?: { payload?: string }[] }[];
    const payloads = parts
      .filter((part) => part.type.toLowerCase() === "button")
      .map((part) => part.parameters?.[0]?.payload);
    return payloads.flatMap((payload) => (payload ? [{ kind: "button" as const, id: payload, title: payload }] : []));
  }
  const action = content.action as
    | { buttons?: { reply: { id: string; title: string } }[]; sections?: { rows: Omit<Choice, "kind">[] }[] }
    | undefined;
  const buttons = (action?.buttons ?? []).map(({ reply }) => ({ kind: "button_reply" as const, ...reply }));
  const rows = (action?.sections ?? []).flatMap((section) => section.rows);
  return [...buttons, ...rows.map((row) => ({ kind: "list_reply" as const, ...row }))];
}

/** A new phone number, and with it a new BSUID: a system message and a `user_id_update` on every number the person wrote to. */
export function changeNumber(sim: Simulator, person: Person, phone: string): void {
  const previousPhone = person.phone;
  const numbers = numbersOf(sim, person);
  const previousIds = new Map(numbers.map((number) => [number.id, userIdOf(sim, person, findWaba(sim, number))]));
  for (const businessId of Object.keys(person.user_ids)) {
    person.user_ids[businessId] = sim.identifiers.userId(person.country, `${person.id}:${phone}`, businessId);
  }
  person.phone = phone;
  for (const number of numbers) {
    const previous = previousIds.get(number.id);
    const current = userIdOf(sim, person, findWaba(sim, number));
    const body = `User ${person.name} changed from ${previousPhone} to ${phone}`;
    emitChange(sim, number, person, "messages", {
      messages: [
        {
          from: previousPhone,
          from_user_id: previous,
          id: sim.identifiers.wamid(previousPhone, "in"),
          timestamp: toSeconds(sim.clock.now()),
          type: "system",
          system: { body, wa_id: phone, user_id: current, type: "user_changed_number" },
        },
      ],
    });
    const detail = `User id for ${person.name} has been updated.`;
    const update = { wa_id: phone, detail, user_id: { previous, current }, timestamp: toSeconds(sim.clock.now()) };
    const contact = { profile: { name: person.name }, wa_id: phone };
    emitChange(sim, number, person, "user_id_update", { contacts: [contact], user_id_update: [update] });
  }
  sim.events.publish({ type: "person", data: person });
}

/** From now on webhooks name the person by username and BSUID only. */
export function adoptUsername(sim: Simulator, person: Person, username: string): void {
  person.username = username;
  person.username_only = true;
  sim.events.publish({ type: "person", data: person });
}

/** Somebody of the business answers in the WhatsApp Business app, beside the API (coexistence). */
export function replyByHand({ sim, person, number }: Chat, text: string): SimMessage {
  const at = sim.clock.now();
  const message: SimMessage = {
    id: sim.identifiers.wamid(person.phone, "out"),
    direction: "out",
    phone_number_id: number.id,
    person_id: person.id,
    recipient: { wa_id: person.phone },
    type: "text",
    content: { body: text },
    timestamp: at,
    status: "delivered",
    history: [{ status: "delivered", at }],
    next_status: null,
    error_code: null,
    reply_to: null,
    edited: false,
    unsent: false,
    reaction_by_person: null,
    reaction_by_business: null,
    by_hand: true,
    biz_opaque_callback_data: null,
    pricing_category: "service",
  };
  sim.world.messages.set(message.id, message);
  sim.events.publish({ type: "message", data: message });
  const userId = userIdOf(sim, person, findWaba(sim, number));
  const { display_phone_number: from } = baseValue(number).metadata as { display_phone_number: string };
  const to = person.username_only ? {} : { to: person.phone };
  const echo = {
    from,
    ...to,
    to_user_id: userId,
    id: message.id,
    timestamp: toSeconds(at),
    type: "text",
    text: { body: text },
  };
  emitChange(sim, number, person, "smb_message_echoes", {
    contacts: contactsOf(sim, number, person),
    message_echoes: [echo],
  });
  return message;
}

function emitChange(
  sim: Simulator,
  number: PhoneNumber,
  person: Person,
  field: string,
  parts: Record<string, unknown>,
): void {
  void sim.webhooks.emit({
    wabaId: number.waba_id,
    phoneNumberId: number.id,
    field,
    value: { ...baseValue(number), ...parts },
    personId: person.id,
    messageIds: [],
    summary:
      field === "smb_message_echoes"
        ? `Echo: ${number.verified_name} wrote from its phone`
        : `${person.name}: ${field}`,
  });
}

/** Where the person has a chat. */
function numbersOf(sim: Simulator, person: Person): PhoneNumber[] {
  return [...sim.world.threads.values()]
    .filter((thread) => thread.person_id === person.id)
    .flatMap((thread) => sim.world.phone_numbers.get(thread.phone_number_id) ?? []);
}

function requireMessage({ sim, person, number }: Chat, id: string): SimMessage {
  const message = sim.world.messages.get(id);
  if (message && message.person_id === person.id && message.phone_number_id === number.id) return message;
  throw new HttpProblem(404, `There is no message "${id}" between ${person.name} and ${number.verified_name}.`);
}

function requireOwn(chat: Chat, id: string): SimMessage {
  const message = requireMessage(chat, id);
  if (message.direction !== "in") throw new HttpProblem(400, `${chat.person.name} can change only their own messages.`);
  if (message.unsent) throw new HttpProblem(400, "The message was deleted already.");
  return message;
}
