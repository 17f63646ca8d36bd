import { z } from "zod";
import { GraphError } from "../graph/graph-error.ts";

// Shapes first, limits second, as the platform checks them: a limit is reported only on a well-formed message.
// Numbers are from Meta's "Send messages" pages of the WhatsApp Cloud API.

const text = z.looseObject({ body: z.string().min(1), preview_url: z.boolean().optional() });
const media = z
  .looseObject({ id: z.string().min(1).optional(), link: z.url({ protocol: /^https?$/ }).optional() })
  .refine((value) => (value.id === undefined) !== (value.link === undefined), "must have exactly one of id and link");
const captioned = media.and(z.looseObject({ caption: z.string().optional() }));
const reply = z.looseObject({ id: z.string().min(1), title: z.string().min(1) });
const listRow = reply.and(z.looseObject({ description: z.string().optional() }));
const bodyText = z.looseObject({ text: z.string().min(1) });
const interactive = z.discriminatedUnion("type", [
  z.looseObject({
    type: z.literal("button"),
    body: bodyText,
    action: z.looseObject({
      buttons: z.array(z.looseObject({ type: z.literal("reply"), reply })).min(1),
    }),
  }),
  z.looseObject({
    type: z.literal("list"),
    body: bodyText,
    action: z.looseObject({
      button: z.string().min(1),
      sections: z.array(z.looseObject({ title: z.string().optional(), rows: z.array(listRow).min(1) })).min(1),
    }),
  }),
  z.looseObject({ type: z.literal("cta_url"), body: bodyText, action: z.looseObject({ name: z.literal("cta_url") }) }),
  z.looseObject({ type: z.literal("location_request_message"), body: bodyText, action: z.looseObject({}) }),
  z.looseObject({ type: z.literal("request_contact_info"), body: bodyText, action: z.looseObject({}) }),
]);
const parameter = z.looseObject({ type: z.string() });

export const contentSchemas = {
  text,
  image: captioned,
  video: captioned,
  document: captioned,
  audio: media,
  sticker: media,
  interactive,
  location: z.looseObject({
    latitude: z.coerce.number().min(-90).max(90),
    longitude: z.coerce.number().min(-180).max(180),
  }),
  contacts: z.array(z.looseObject({ name: z.looseObject({ formatted_name: z.string() }) })).min(1),
  reaction: z.looseObject({ message_id: z.string().min(1), emoji: z.string() }),
  template: z.looseObject({
    name: z.string().min(1),
    language: z.looseObject({ code: z.string().min(1) }),
    components: z.array(z.looseObject({ type: z.string(), parameters: z.array(parameter).optional() })).optional(),
  }),
} as const;

export type MessageType = keyof typeof contentSchemas;
export type MessageContent<T extends MessageType> = z.infer<(typeof contentSchemas)[T]>;

/** Checks the object under the message's own type. Throws 100, 131008 (missing) or 131009 (wrong) with details. */
export function readContent(params: Record<string, unknown>): { type: MessageType; content: Record<string, unknown> } {
  const type = params.type ?? "text";
  if (typeof type !== "string" || !(type in contentSchemas)) {
    const known = Object.keys(contentSchemas).map((name) => name.toUpperCase());
    throw new GraphError(100, {
      message: `(#100) Param type must be one of {${known.sort().join(", ")}} - got "${type}".`,
    });
  }
  const value = params[type];
  if (value === undefined) {
    throw new GraphError(131008, { details: `Parameter '${type}' is mandatory for type '${type}'.` });
  }
  const parsed = contentSchemas[type as MessageType].safeParse(value);
  if (!parsed.success) throw describeIssue(type, parsed.error.issues[0]);
  return {
    type: type as MessageType,
    content: (Array.isArray(value) ? { contacts: value } : value) as Record<string, unknown>,
  };
}

function describeIssue(type: string, issue: z.core.$ZodIssue | undefined): GraphError {
  const path = (issue?.path ?? []).map((step) => `['${String(step)}']`).join("");
  const isMissing = issue?.code === "invalid_type" && /received undefined/.test(issue.message);
  if (isMissing) return new GraphError(131008, { details: `The parameter ${type}${path} is required.` });
  return new GraphError(131009, { details: `Param ${type}${path} is not valid: ${issue?.message ?? "wrong value"}.` });
}

const tooLong = (name: string, limit: number) =>
  new GraphError(100, { details: `Param ${name} must be at most ${limit} characters long.` });

function checkLength(name: string, value: unknown, limit: number): void {
  if (typeof value === "string" && [...value].length > limit) throw tooLong(name, limit);
}

/** Refuses content over Meta's published limits with code 100 and details. Lengths count code points. */
export function checkLimits(type: MessageType, content: Record<string, unknown>): void {
  if (type === "text") checkLength("text['body']", content.body, 4096);
  if (type === "image" || type === "video" || type === "document") {
    checkLength(`${type}['caption']`, content.caption, 1024);
  }
  if (type === "contacts" && (content.contacts as unknown[]).length > 257) {
    throw new GraphError(100, { details: "Param contacts must have at most 257 elements." });
  }
  if (type === "interactive") checkInteractiveLimits(content as MessageContent<"interactive">);
}

function checkInteractiveLimits(content: MessageContent<"interactive">): void {
  checkLength("interactive['footer']['text']", (content.footer as { text?: unknown } | undefined)?.text, 60);
  checkLength("interactive['header']['text']", (content.header as { text?: unknown } | undefined)?.text, 60);
  checkLength("interactive['body']['text']", content.body.text, content.type === "list" ? 4096 : 1024);
  if (content.type === "button") {
    if (content.action.buttons.length > 3) {
      throw new GraphError(131009, {
        details: "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3.",
      });
    }
    for (const { reply } of content.action.buttons) {
      checkLength("interactive['action']['buttons']['reply']['title']", reply.title, 20);
      checkLength("interactive['action']['buttons']['reply']['id']", reply.id, 256);
    }
  }
  if (content.type === "list") {
    checkLength("interactive['action']['button']", content.action.button, 20);
    const rows = content.action.sections.flatMap((section) => section.rows);
    if (content.action.sections.length > 10 || rows.length > 10) {
      throw new GraphError(131009, { details: "Total row count exceed max allowed count: 10." });
    }
    for (const row of rows) {
      checkLength("interactive['action']['sections']['rows']['title']", row.title, 24);
      checkLength("interactive['action']['sections']['rows']['description']", row.description, 72);
      checkLength("interactive['action']['sections']['rows']['id']", row.id, 200);
    }
  }
}
