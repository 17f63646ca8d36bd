import { z } from "zod";
import { channelSchema } from "./channel.ts";
import { conversationHandlerSchema, conversationStatusSchema } from "./conversation.ts";
import { messageAuthorSchema, messageDirectionSchema, messageKindSchema, messageStatusSchema } from "./message.ts";
import { cursorSchema, idSchema, pageInputSchema } from "./paging.ts";
import { textSchema } from "./text.ts";

/** The inbox's views. `needs_person` is sorted by longest waiting first, the others by newest message first. */
export const inboxViewSchema = z.enum(["needs_person", "mine", "agent", "all"]);
export type InboxView = z.infer<typeof inboxViewSchema>;

export const conversationListInputSchema = pageInputSchema.extend({ view: inboxViewSchema.default("all") }).strict();

/** One row of the inbox's list: everything that the row shows is on the Conversation row itself. */
export const conversationListItemSchema = z.object({
  id: idSchema,
  channel: channelSchema,
  customer: z.object({ id: idSchema, displayName: z.string() }),
  integrationName: z.string().nullable(),
  status: conversationStatusSchema,
  handler: conversationHandlerSchema,
  assignee: z.object({ id: idSchema, name: z.string() }).nullable(),
  preview: z.string(),
  previewAuthor: messageAuthorSchema.nullable(),
  lastMessageAt: z.date(),
  waitingSince: z.date().nullable(),
  unreadCount: z.number().int(),
  hasFailedSend: z.boolean(),
});
export type ConversationListItem = z.infer<typeof conversationListItemSchema>;

export const conversationListSchema = z.object({
  items: z.array(conversationListItemSchema),
  nextCursor: cursorSchema.nullable(),
});

/** How many conversations a view holds; from this number on, "this many or more". */
export const MOST_COUNTED = 1_000;

export const inboxCountsSchema = z.object({
  needs_person: z.number().int(),
  mine: z.number().int(),
  agent: z.number().int(),
  all: z.number().int(),
});

/** Whether free text may be sent now, and why not in words for the composer. */
const replyWindowViewSchema = z.object({
  open: z.boolean(),
  closesAt: z.date().nullable(),
  reason: z.string().nullable(),
});

export const conversationDetailSchema = conversationListItemSchema.extend({
  handlerReason: z.string().nullable(),
  replyWindow: replyWindowViewSchema,
  integration: z.object({
    id: idSchema,
    name: z.string().nullable(),
    /** Set when sending does not work now: a sentence for people. */
    trouble: z.string().nullable(),
  }),
});
export type ConversationDetail = z.infer<typeof conversationDetailSchema>;

const attachmentViewSchema = z.object({
  id: idSchema,
  kind: z.string(),
  mimeType: z.string().nullable(),
  fileName: z.string().nullable(),
  isVoice: z.boolean(),
});

export const threadMessageSchema = z.object({
  type: z.literal("message"),
  id: idSchema,
  direction: messageDirectionSchema,
  author: messageAuthorSchema,
  /** The member's name, the agent's name, or null. */
  authorName: z.string().nullable(),
  kind: messageKindSchema,
  text: z.string().nullable(),
  /** Kind-specific facts (latitude and longitude, order items, contact cards, the unsupported type …). */
  details: z.record(z.string(), z.unknown()),
  attachments: z.array(attachmentViewSchema),
  status: messageStatusSchema,
  /** A sentence, when status is FAILED, UNKNOWN or NEEDS_HUMAN, or why a queued message is held. */
  problem: z.string().nullable(),
  /** It failed and was sent again, as a message of its own. */
  isSentAgain: z.boolean(),
  occurredAt: z.date(),
  receivedAt: z.date(),
  quoted: z
    .object({ id: idSchema.nullable(), text: z.string().nullable(), author: messageAuthorSchema.nullable() })
    .nullable(),
  forwarded: z.enum(["once", "many"]).nullable(),
  isEdited: z.boolean(),
  isErased: z.boolean(),
  isHistory: z.boolean(),
  reactions: z.array(z.object({ emoji: z.string(), by: z.string() })),
  /** The agent's grounds: the knowledge questions it quoted. */
  sources: z.array(z.object({ id: idSchema, question: z.string() })),
});
export type ThreadMessage = z.infer<typeof threadMessageSchema>;

export const threadEventSchema = z.object({
  type: z.literal("event"),
  id: idSchema,
  kind: z.string(),
  text: z.string(),
  occurredAt: z.date(),
});
export type ThreadEvent = z.infer<typeof threadEventSchema>;

export const threadInputSchema = pageInputSchema
  .extend({ conversationId: idSchema, limit: z.number().int().min(1).max(200).default(50) })
  .strict();

/** A page of the thread, oldest first; `nextCursor` leads to older ones. */
export const threadSchema = z.object({
  items: z.array(z.discriminatedUnion("type", [threadMessageSchema, threadEventSchema])),
  nextCursor: cursorSchema.nullable(),
});
export type Thread = z.infer<typeof threadSchema>;

export const conversationIdInputSchema = z.object({ conversationId: idSchema }).strict();

/** WhatsApp's limit; the shorter ones of other channels are checked by the policy of the channel. */
export const replyTextSchema = textSchema
  .trim()
  .min(1, "Write something first")
  .max(4096, "A message can have at most 4,096 characters");

export const replyInputSchema = z.object({ conversationId: idSchema, text: replyTextSchema }).strict();

/** What a live update says: these conversations changed, ask for them again. */
export const liveUpdateSchema = z.object({
  conversationIds: z.array(idSchema),
  /** True when too much changed while the window was away: refetch everything shown. */
  everything: z.boolean(),
});
export type LiveUpdate = z.infer<typeof liveUpdateSchema>;
