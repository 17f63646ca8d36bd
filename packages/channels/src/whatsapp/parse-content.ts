import type { Attachment, MessageContent } from "../channel-adapter.ts";
import { cleanJson, type JsonRecord, type JsonValue } from "../meta/clean-json.ts";
import {
  booleanAt,
  dropUndefined,
  idAt,
  isRecord,
  listAt,
  numberAt,
  recordAt,
  textAt,
  valueAt,
} from "../meta/read-json.ts";
import { UnreadablePiece } from "../meta/webhook-body.ts";
import { readProviderErrors } from "./provider-error.ts";

const READERS = new Map<string, (part: JsonRecord) => MessageContent>([
  ["text", readText],
  ["image", (part) => readMedia(part, "image", "IMAGE")],
  ["video", (part) => readMedia(part, "video", "VIDEO")],
  ["audio", (part) => readMedia(part, "audio", "AUDIO")],
  ["document", (part) => readMedia(part, "document", "DOCUMENT")],
  ["sticker", (part) => readMedia(part, "sticker", "STICKER")],
  ["location", readLocation],
  ["button", readTemplateButton],
  ["interactive", readInteractive],
  ["order", readOrder],
]);

/**
 * What a message says. Types that we don't know, and known types whose own object is missing (Meta sends them with `errors`), become UNSUPPORTED:
 * kept raw and shown as a placeholder.
 * @throws UnreadablePiece when the type's own object has another shape than it must have
 */
export function parseContent(message: JsonRecord): MessageContent {
  const type = textAt(message, "type") ?? "unknown";
  if (type === "request_welcome") return { kind: "WELCOME_REQUEST" };
  if (type === "media_placeholder") return { kind: "MEDIA_PLACEHOLDER" };
  const part = valueAt(message, type);
  if (part === undefined || part === null) return unsupported(message, type);
  if (type === "contacts") return readContactCards(listAt(message, "contacts"));
  const read = READERS.get(type);
  if (read === undefined) return unsupported(message, type);
  if (!isRecord(part)) throw new UnreadablePiece(`its ${type} is not an object`);
  return read(part);
}

function unsupported(message: JsonRecord, type: string): MessageContent {
  const named = recordAt(message, "unsupported");
  const errors = readProviderErrors(listAt(message, "errors"));
  const innerType = (named && textAt(named, "type")) ?? (type === "unsupported" ? "unknown" : type);
  return { kind: "UNSUPPORTED", details: { type: innerType, ...(errors.length > 0 && { errors }) } };
}

function readText(part: JsonRecord): MessageContent {
  const body = valueAt(part, "body");
  if (typeof body !== "string" && typeof body !== "number") throw new UnreadablePiece("its text has no body");
  return { kind: "TEXT", ...dropUndefined({ text: textAt(part, "body") }) };
}

function readMedia(part: JsonRecord, kind: Attachment["kind"], messageKind: MessageContent["kind"]): MessageContent {
  const attachment: Attachment = {
    kind,
    ...dropUndefined({
      providerMediaId: idAt(part, "id"),
      url: textAt(part, "url"),
      // "audio/ogg; codecs=opus"
      mimeType: textAt(part, "mime_type")?.split(";")[0]?.trim().toLowerCase(),
      sha256: textAt(part, "sha256"),
      fileName: textAt(part, "filename"),
      voice: booleanAt(part, "voice"),
      animated: booleanAt(part, "animated"),
    }),
  };
  return { kind: messageKind, ...dropUndefined({ text: textAt(part, "caption") }), attachments: [attachment] };
}

function readLocation(part: JsonRecord): MessageContent {
  const latitude = numberAt(part, "latitude");
  const longitude = numberAt(part, "longitude");
  const name = textAt(part, "name");
  const address = textAt(part, "address");
  const coordinates = latitude !== undefined && longitude !== undefined ? `${latitude}, ${longitude}` : undefined;
  const text = joinTexts(", ", [name, address]) ?? coordinates;
  const details = dropUndefined({ latitude, longitude, name, address, url: textAt(part, "url") });
  return { kind: "LOCATION", ...dropUndefined({ text }), details };
}

function readContactCards(cards: readonly JsonValue[]): MessageContent {
  const names = cards.filter(isRecord).map((card) => {
    const name = recordAt(card, "name") ?? {};
    const spoken =
      textAt(name, "formatted_name") ?? joinTexts(" ", [textAt(name, "first_name"), textAt(name, "last_name")]);
    const phone = listAt(card, "phones").find(isRecord);
    return spoken ?? (phone && (textAt(phone, "phone") ?? textAt(phone, "wa_id")));
  });
  return { kind: "CONTACTS", ...dropUndefined({ text: joinTexts(", ", names) }), details: { contacts: [...cards] } };
}

function readTemplateButton(part: JsonRecord): MessageContent {
  return { kind: "BUTTON_REPLY", ...dropUndefined({ text: textAt(part, "text"), payload: textAt(part, "payload") }) };
}

function readInteractive(part: JsonRecord): MessageContent {
  const type = textAt(part, "type") ?? "unknown";
  const reply = recordAt(part, type);
  if (reply === undefined) return { kind: "UNSUPPORTED", details: { type: `interactive ${type}` } };
  if (type === "nfm_reply") return readFlowReply(reply);
  if (type === "call_permission_reply") return readCallPermission(reply);
  if (type !== "button_reply" && type !== "list_reply") {
    return { kind: "UNSUPPORTED", details: { type: `interactive ${type}` } };
  }
  return {
    kind: "INTERACTIVE_REPLY",
    ...dropUndefined({ text: textAt(reply, "title"), payload: textAt(reply, "id") }),
    details: { type, ...dropUndefined({ description: textAt(reply, "description") }) },
  };
}

/** A finished form. The answers come as a JSON text inside the JSON; one that cannot be parsed is kept as it is. */
function readFlowReply(reply: JsonRecord): MessageContent {
  const written = textAt(reply, "response_json");
  const answers = parseAnswers(written);
  const lines = Object.entries(answers ?? {})
    .filter(([name, value]) => name !== "flow_token" && typeof value !== "object")
    .map(([name, value]) => `${name}: ${value}`);
  return {
    kind: "FLOW_REPLY",
    ...dropUndefined({ text: lines.length > 0 ? lines.join("\n") : textAt(reply, "body") }),
    details: dropUndefined({
      name: textAt(reply, "name"),
      body: textAt(reply, "body"),
      response: answers,
      unparsedResponse: answers === undefined ? written : undefined,
    }),
  };
}

function parseAnswers(written: string | undefined): JsonRecord | undefined {
  if (written === undefined) return undefined;
  try {
    const parsed = cleanJson(JSON.parse(written));
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function readCallPermission(reply: JsonRecord): MessageContent {
  const response = textAt(reply, "response");
  return {
    kind: "INTERACTIVE_REPLY",
    text: response === "accept" ? "Calls are allowed" : "Calls are not allowed",
    ...dropUndefined({ payload: response }),
    details: { ...reply, type: "call_permission_reply" },
  };
}

function readOrder(part: JsonRecord): MessageContent {
  const note = textAt(part, "text");
  const items = listAt(part, "product_items")
    .filter(isRecord)
    .map((item) =>
      dropUndefined({
        productId: textAt(item, "product_retailer_id"),
        quantity: numberAt(item, "quantity"),
        unitPrice: numberAt(item, "item_price"),
        currency: textAt(item, "currency"),
      }),
    );
  const listed = items.map((item) => `${item.quantity ?? 1} × ${item.productId ?? "?"}`).join(", ");
  return {
    kind: "ORDER",
    ...dropUndefined({ text: joinTexts("\n", [listed, note]) }),
    details: { items, ...dropUndefined({ catalogId: textAt(part, "catalog_id"), note }) },
  };
}

function joinTexts(separator: string, texts: readonly (string | undefined)[]): string | undefined {
  const present = texts.filter((text) => text !== undefined && text !== "");
  return present.length > 0 ? present.join(separator) : undefined;
}
