import type { ChannelEvent, ChannelEventType } from "@frontdesk/channels/channel-adapter";
import type { Tx } from "@frontdesk/db/client";
import type { WebhookResult } from "@frontdesk/db/models";
import type { MetaChannel } from "@frontdesk/validators/channel";

/** What applying one event may use: the rows of the business that owns its asset, and the time. */
export type EventContext = {
  readonly tx: Tx;
  readonly now: Date;
  readonly businessId: string;
  readonly channel: MetaChannel;
  /** null for events about a WhatsApp Business Account, which may hold several numbers. */
  readonly integrationId: string | null;
  readonly agent: { isEnabled: boolean; replyDelayMs: number };
  /** Conversations that a screen may show differently afterwards. */
  readonly touched: Set<string>;
  /** The platform's time of the newest customer message of the batch. */
  newestInboundAt: Date | null;
};

/** An event about one connection. */
export type ConnectionContext = EventContext & { readonly integrationId: string };

export type EventOf<T extends ChannelEventType> = Extract<ChannelEvent, { type: T }>;

/** What became of an event; `error` is for people. */
export type EventOutcome = { result: WebhookResult; messageId?: string; error?: string };

export const APPLIED: EventOutcome = { result: "APPLIED" };
export const DUPLICATE: EventOutcome = { result: "DUPLICATE" };
