import { z } from "zod";

export const conversationStatusSchema = z.enum(["OPEN", "SNOOZED", "RESOLVED"]);
export type ConversationStatus = z.infer<typeof conversationStatusSchema>;

/** Whose turn it is: the agent's, a person's (not yet taken), a member's (taken over), or nobody's (loop breaker, opt-out). */
export const conversationHandlerSchema = z.enum(["AGENT", "NEEDS_PERSON", "MEMBER", "PAUSED"]);
export type ConversationHandler = z.infer<typeof conversationHandlerSchema>;
