import type { MessageKind } from "@frontdesk/validators/message";

const WORDS: Partial<Record<MessageKind, string>> = {
  IMAGE: "Photo",
  AUDIO: "Voice message",
  VIDEO: "Video",
  DOCUMENT: "Document",
  STICKER: "Sticker",
  LOCATION: "Location",
  CONTACTS: "Contact card",
  ORDER: "Order",
  CALL: "Call",
  FLOW_REPLY: "Form",
  WELCOME_REQUEST: "Opened the chat",
  MEDIA_PLACEHOLDER: "Media",
  SHARE: "Shared post",
  STORY_REPLY: "Story reply",
  STORY_MENTION: "Story mention",
  UNSUPPORTED: "Unsupported message",
};

const LENGTH = 120;

/** WhatsApp's marks for bold, italic and struck text, where they are marks: `2 * 3 * 4` and snake_case are not. */
const EMPHASIS = /(?<![\p{L}\p{N}])([*_~])(\S(?:[^\n]*?\S)?)\1(?![\p{L}\p{N}])/gu;

/** The one line of a message that the inbox's list shows. */
export function writePreview(message: { kind: MessageKind; text: string | null; isErased?: boolean }): string {
  if (message.isErased) return "Message deleted";
  const word = WORDS[message.kind];
  const text = message.text?.replace(EMPHASIS, "$2").replace(/\s+/g, " ").trim() ?? "";
  const line = word && text ? `${word}: ${text}` : (word ?? text);
  const letters = [...line];
  return letters.length > LENGTH ? `${letters.slice(0, LENGTH - 1).join("")}…` : line;
}
