import { z } from "zod";
import type { Simulator } from "../simulator.ts";
import type { Person } from "../world/entities.ts";
import { storeInboundMedia } from "./inbound-media.ts";

const caption = z.strictObject({ caption: z.string().max(1024).optional() }).default({});

/** What a person may send besides text, with the little that the caller may choose; the rest is made up. */
const bodySchemas = {
  text: z.string().min(1).max(65_536),
  image: caption,
  video: caption,
  document: z.strictObject({ caption: z.string().optional(), filename: z.string().optional() }).default({}),
  audio: z.strictObject({ voice: z.boolean().default(true) }).prefault({}),
  sticker: z.strictObject({ animated: z.boolean().default(false) }).prefault({}),
  location: z
    .strictObject({
      latitude: z.number().min(-90).max(90).default(40.7061),
      longitude: z.number().min(-180).max(180).default(-73.9969),
      name: z.string().optional(),
      address: z.string().optional(),
    })
    .prefault({ name: "Corner Cafe", address: "16 Example St" }),
  contacts: z
    .strictObject({ name: z.string().default("Lucía Gómez"), phone: z.string().default("14155550119") })
    .prefault({}),
  /** A poll, a live location: what the platform reports as unsupported. */
  unsupported: z.strictObject({ kind: z.string().default("poll") }).prefault({}),
  request_welcome: z.null().default(null),
} as const;

export type PersonMessageType = keyof typeof bodySchemas;
export const personMessageTypes = Object.keys(bodySchemas) as PersonMessageType[];

const UNSUPPORTED = {
  code: 131051,
  title: "Message type unknown",
  message: "Message type unknown",
  error_data: { details: "Message type is currently not supported." },
};

type Made = { content: unknown; summary: string; extra?: Record<string, unknown> };

/** Checks `body` for its type (a ZodError says what is wrong) and completes it to what the webhook carries. */
export function makeContent(sim: Simulator, person: Person, type: PersonMessageType, body: unknown): Made {
  if (type === "text") {
    const text = parseBody(bodySchemas.text, body);
    return { content: { body: text }, summary: text };
  }
  if (type === "location") return { content: parseBody(bodySchemas.location, body), summary: "Location" };
  if (type === "contacts")
    return { content: [makeContact(parseBody(bodySchemas.contacts, body))], summary: "Contact card" };
  if (type === "request_welcome")
    return { content: parseBody(bodySchemas.request_welcome, body), summary: "Opened the chat" };
  if (type === "unsupported") {
    const content = { type: parseBody(bodySchemas.unsupported, body).kind };
    return { content, summary: "Something unsupported", extra: { errors: [UNSUPPORTED] } };
  }
  return makeMedia(sim, person, type, parseBody(bodySchemas[type], body));
}

/** Wrapped, so that the error names `body`. */
function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const { body: checked } = z.object({ body: schema as z.ZodType }).parse({ body });
  return checked as z.infer<S>;
}

function makeMedia(sim: Simulator, person: Person, type: string, body: Record<string, unknown>): Made {
  const { caption: words, filename, ...flags } = body;
  const said = words === undefined ? {} : { caption: words };
  if (type === "image") return { content: { ...said, ...storeInboundMedia(sim, "image/jpeg") }, summary: "Photo" };
  if (type === "video") return { content: { ...said, ...storeInboundMedia(sim, "video/mp4") }, summary: "Video" };
  if (type === "sticker") return { content: { ...storeInboundMedia(sim, "image/webp"), ...flags }, summary: "Sticker" };
  if (type === "audio") {
    return { content: { ...storeInboundMedia(sim, "audio/ogg; codecs=opus"), ...flags }, summary: "Voice message" };
  }
  const name = filename ?? `${person.name} - notes.pdf`;
  return { content: { ...said, filename: name, ...storeInboundMedia(sim, "application/pdf") }, summary: "Document" };
}

function makeContact({ name, phone }: { name: string; phone: string }): Record<string, unknown> {
  const [first = name, ...rest] = name.split(" ");
  return {
    name: { first_name: first, ...(rest.length === 0 ? {} : { last_name: rest.join(" ") }), formatted_name: name },
    phones: [{ phone: `+${phone}`, wa_id: phone, type: "MOBILE" }],
    vcard: `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nTEL:+${phone}\nEND:VCARD`,
    origin: "other",
  };
}
