import type { Random } from "./random.ts";

/** What a customer's line of a script says, as the rows hold it. */
export type LineContent = {
  kind: string;
  text: string | null;
  content: Record<string, unknown>;
  attachment?: { kind: string; mimeType: string; fileName?: string; isVoice?: boolean };
  earlierText?: string;
  isErased?: boolean;
  isReply?: boolean;
};

/** The words of the inbox for messages that are not text; the same as the product's writer of previews. */
const previewWords: Record<string, string> = {
  IMAGE: "Photo",
  AUDIO: "Voice message",
  DOCUMENT: "Document",
  STICKER: "Sticker",
  LOCATION: "Location",
  MEDIA_PLACEHOLDER: "Media",
  STORY_MENTION: "Story mention",
};
const previewLength = 120;

/** Reads the tag before a customer's line: `{image} caption`, `{deleted}`, `{edited: earlier text} text`, … */
export function readLineContent(line: string, random: Random): LineContent {
  const match = /^\{(\w+):? ?([^}]*)\}\s*(.*)$/.exec(line);
  if (!match) return { kind: "TEXT", text: line, content: {} };
  const [, tag = "", detail = "", rest = ""] = match;
  const text = rest === "" ? null : rest;
  switch (tag) {
    case "image":
      return { kind: "IMAGE", text, content: {}, attachment: { kind: "image", mimeType: "image/jpeg" } };
    case "audio":
      return { kind: "AUDIO", text, content: {}, attachment: { kind: "audio", mimeType: "audio/ogg", isVoice: true } };
    case "sticker":
      return { kind: "STICKER", text, content: {}, attachment: { kind: "sticker", mimeType: "image/webp" } };
    case "document":
      return {
        kind: "DOCUMENT",
        text,
        content: {},
        attachment: { kind: "document", mimeType: "application/pdf", fileName: detail },
      };
    case "location": {
      const details = { latitude: 45.46 + random.next() / 20, longitude: 9.18 + random.next() / 20 };
      return { kind: "LOCATION", text, content: { details } };
    }
    case "media":
      return { kind: "MEDIA_PLACEHOLDER", text, content: {} };
    case "story":
      return { kind: "STORY_MENTION", text, content: {} };
    case "deleted":
      return { kind: "TEXT", text: null, content: {}, isErased: true };
    case "edited":
      return { kind: "TEXT", text, content: {}, earlierText: detail };
    case "reply":
      return { kind: "TEXT", text, content: {}, isReply: true };
    default:
      throw new Error(`Not a tag of a conversation script: {${tag}}`);
  }
}

/** The list's line for a message, as the product's writers make it. */
export function previewOf(message: { kind: string; text: string | null; isErased: boolean }): string {
  if (message.isErased) return "Message deleted";
  const word = previewWords[message.kind];
  const text = message.text?.replace(/\s+/g, " ").trim() ?? "";
  const line = word && text ? `${word}: ${text}` : (word ?? text);
  const letters = [...line];
  return letters.length > previewLength ? `${letters.slice(0, previewLength - 1).join("")}…` : line;
}
