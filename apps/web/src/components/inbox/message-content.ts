import type { ThreadMessage } from "@frontdesk/validators/conversation-view";
import { z } from "zod";

/** What a bubble draws: words, or a placeholder for something that is not words, and what stands below it. */
export type BubbleContent =
  | { type: "text"; text: string }
  | { type: "placeholder"; icon: PlaceholderIcon; label: string; caption: string | null }
  | { type: "location"; label: string; coordinates: string | null; mapUrl: string | null }
  | { type: "contacts"; cards: { name: string; phones: string[] }[] }
  | { type: "order"; items: OrderItem[]; note: string | null }
  | { type: "erased" };

export type PlaceholderIcon =
  | "photo"
  | "voice"
  | "audio"
  | "video"
  | "document"
  | "sticker"
  | "call"
  | "share"
  | "story"
  | "form"
  | "unknown";

export type OrderItem = { product: string; quantity: number; unitPrice: number | null; currency: string | null };

// Details are kept as the platform wrote them: each field may be missing, and what cannot be read is left out.
const locationSchema = z.object({
  latitude: z.number().optional().catch(undefined),
  longitude: z.number().optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  address: z.string().optional().catch(undefined),
});
const contactsSchema = z.object({
  contacts: z
    .array(
      z.object({
        name: z
          .object({ formatted_name: z.string().optional(), first_name: z.string().optional() })
          .optional()
          .catch(undefined),
        phones: z.array(z.object({ phone: z.string().optional(), wa_id: z.string().optional() })).catch([]),
      }),
    )
    .catch([]),
});
const orderSchema = z.object({
  items: z
    .array(
      z
        .object({
          productId: z.string().catch("Unnamed product"),
          quantity: z.number().catch(1),
          unitPrice: z.number().nullable().catch(null),
          currency: z.string().nullable().catch(null),
        })
        .transform(({ productId, ...item }) => ({ product: productId, ...item })),
    )
    .catch([]),
  note: z.string().nullable().catch(null),
});
const durationSchema = z.object({ durationSeconds: z.number().min(0) });
const unsupportedSchema = z.object({ type: z.string() });

/** Turns a message of any kind into what its bubble draws. Content that cannot be read becomes a placeholder. */
export function readBubbleContent(message: ThreadMessage): BubbleContent {
  if (message.isErased) return { type: "erased" };
  switch (message.kind) {
    case "LOCATION":
      return readLocation(message);
    case "CONTACTS":
      return readContacts(message);
    case "ORDER":
      return { type: "order", ...orderSchema.parse(message.details) };
    case "TEXT":
    case "INTERACTIVE_REPLY":
    case "BUTTON_REPLY":
    case "POSTBACK":
    case "TEMPLATE":
      return message.text ? { type: "text", text: message.text } : placeholder("unknown", "Message without text", null);
    default:
      return readPlaceholder(message);
  }
}

function readPlaceholder(message: ThreadMessage): BubbleContent {
  const attachment = message.attachments[0];
  const caption = message.text;
  switch (message.kind) {
    case "IMAGE":
      return placeholder("photo", countOf(message, "Photo", "photos"), caption);
    case "AUDIO": {
      const duration = durationOf(message.details);
      return attachment?.isVoice === false
        ? placeholder("audio", `Audio${duration}`, caption)
        : placeholder("voice", `Voice message${duration}`, caption);
    }
    case "VIDEO":
      return placeholder("video", `Video${durationOf(message.details)}`, caption);
    case "DOCUMENT":
      return placeholder("document", attachment?.fileName ?? "Document", caption);
    case "STICKER":
      return placeholder("sticker", "Sticker", caption);
    case "CALL":
      return placeholder("call", message.text ?? `Call${durationOf(message.details)}`, null);
    case "FLOW_REPLY":
      return placeholder("form", "Form filled in", caption);
    case "WELCOME_REQUEST":
      return placeholder("unknown", "Opened the chat", caption);
    case "MEDIA_PLACEHOLDER":
      return placeholder("photo", "Photo or file from before the connection", caption);
    case "SHARE":
      return placeholder("share", "Shared post", caption);
    case "STORY_REPLY":
      return placeholder("story", "Reply to your story", caption);
    case "STORY_MENTION":
      return placeholder("story", "Mentioned you in a story", caption);
    default:
      return placeholder("unknown", unsupportedLabel(message), caption);
  }
}

function placeholder(icon: PlaceholderIcon, label: string, caption: string | null): BubbleContent {
  return { type: "placeholder", icon, label, caption };
}

function countOf(message: ThreadMessage, one: string, many: string): string {
  return message.attachments.length > 1 ? `${message.attachments.length} ${many}` : one;
}

function durationOf(details: ThreadMessage["details"]): string {
  const parsed = durationSchema.safeParse(details);
  if (!parsed.success) return "";
  const seconds = Math.round(parsed.data.durationSeconds);
  return ` ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function unsupportedLabel({ details }: ThreadMessage): string {
  const parsed = unsupportedSchema.safeParse(details);
  const type = parsed.success && parsed.data.type !== "unknown" ? ` (${parsed.data.type.replaceAll("_", " ")})` : "";
  return `Something that this channel does not pass on${type}. Look at the phone to see it.`;
}

function readLocation(message: ThreadMessage): BubbleContent {
  const { latitude, longitude, name, address } = locationSchema.parse(message.details);
  const hasPlace = latitude !== undefined && longitude !== undefined;
  const label = [name, address].filter(Boolean).join(", ") || "Location";
  return {
    type: "location",
    label,
    coordinates: hasPlace ? `${latitude.toFixed(5)}, ${longitude.toFixed(5)}` : null,
    mapUrl: hasPlace
      ? `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`
      : null,
  };
}

function readContacts(message: ThreadMessage): BubbleContent {
  const cards = contactsSchema.parse(message.details).contacts.map((card) => ({
    name: card.name?.formatted_name ?? card.name?.first_name ?? "Contact",
    phones: card.phones.flatMap((phone) => phone.phone ?? phone.wa_id ?? []),
  }));
  return { type: "contacts", cards: cards.length > 0 ? cards : [{ name: message.text ?? "Contact", phones: [] }] };
}
