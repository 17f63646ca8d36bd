import type { Channel } from "@frontdesk/validators/channel";
import type { MessageAuthor } from "@frontdesk/validators/message";

/** Whatever answers customers: the embedded retriever or a language model. It reads a turn and decides; it writes nothing. */
export interface AgentEngine {
  readonly name: "embedded" | "llm";
  /** Decides on one turn. Has no side effects, so that a dropped outcome costs nothing. */
  reply(turn: AgentTurn, signal: AbortSignal): Promise<AgentOutcome>;
}

export type AgentTurn = {
  businessId: string;
  conversationId: string;
  customerId: string;
  channel: Channel;
  /** Due time of the turn by the installation's clock. */
  now: Date;
  /** `language` is the one that the business's knowledge is written in (ISO 639-1). */
  profile: { name: string; language: string };
  settings: { agentName: string; handoverText: string; answerAt: number; menuAt: number };
  /** The conversation before this turn, oldest first, as the customer saw it. */
  history: TurnMessage[];
  /** The texts that wait for an answer, oldest first. */
  incoming: string[];
  /** The customer asked to be left alone: only a wish to be answered again is answered. */
  isOptedOut: boolean;
  /** Waiting messages that hold nothing to read: voice notes, pictures or files without a caption. */
  unreadableCount: number;
};

export type TurnMessage = { author: MessageAuthor; text: string };

/** Menu from this chance of the best three entries on; a number measured, not a truth. */
export const defaultMenuAt = 0.25;

export type HandoverReason = "asked" | "unknown" | "complaint" | "urgent" | "unreadable" | "not_helpful";

export type MenuOption = { id: string; title: string };

/** A knowledge entry as it was found, for the record of the run. */
export type FoundEntry = { entryId: string; question: string; probability: number };

/** What the engine found while deciding: kept with the run, so that a person can see why. `pNone` is null if it did not look. */
export type Finding = { found: FoundEntry[]; pNone: number | null };

/**
 * What an engine decided. `markdown` is written for customers in the subset that the channel adapters render. A menu's
 * last option is always the person. `opt_out` and `opt_in` ask the caller to store the wish; their text confirms it.
 */
export type AgentOutcome = Finding &
  (
    | { kind: "answer"; markdown: string; sourceIds: string[]; confidence: number }
    | { kind: "menu"; markdown: string; options: MenuOption[] }
    | { kind: "handover"; reason: HandoverReason; markdown: string; note: string }
    | { kind: "opt_out" | "opt_in"; markdown: string }
    | { kind: "silent"; reason: string }
  );
