import { z } from "zod";

export const messageDirectionSchema = z.enum(["INBOUND", "OUTBOUND"]);

/** Who wrote a message. PHONE is a person of the business who wrote in WhatsApp Business or Meta's inbox, outside Frontdesk. */
export const messageAuthorSchema = z.enum(["CUSTOMER", "AGENT", "MEMBER", "PHONE", "SYSTEM"]);
export type MessageAuthor = z.infer<typeof messageAuthorSchema>;

export const messageKindSchema = z.enum([
  "TEXT",
  "IMAGE",
  "AUDIO",
  "VIDEO",
  "DOCUMENT",
  "STICKER",
  "LOCATION",
  "CONTACTS",
  "INTERACTIVE_REPLY",
  "BUTTON_REPLY",
  "FLOW_REPLY",
  "ORDER",
  "CALL",
  "WELCOME_REQUEST",
  "MEDIA_PLACEHOLDER",
  "SHARE",
  "STORY_REPLY",
  "STORY_MENTION",
  "POSTBACK",
  "TEMPLATE",
  "UNSUPPORTED",
]);
export type MessageKind = z.infer<typeof messageKindSchema>;

/**
 * RECEIVED is every inbound message. The rest is the life of an outbound one, forward only:
 * QUEUED → SENDING → SENT → DELIVERED → READ, or FAILED, UNKNOWN (may have gone out), NEEDS_HUMAN (a person must decide).
 */
export const messageStatusSchema = z.enum([
  "RECEIVED",
  "QUEUED",
  "SENDING",
  "SENT",
  "DELIVERED",
  "READ",
  "FAILED",
  "UNKNOWN",
  "NEEDS_HUMAN",
]);
export type MessageStatus = z.infer<typeof messageStatusSchema>;
