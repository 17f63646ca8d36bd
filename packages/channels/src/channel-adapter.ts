import type { IdentityKind, MetaChannel } from "@frontdesk/validators/channel";
import type { MessageKind } from "@frontdesk/validators/message";

/** A thing at Meta that webhooks are about and that belongs to one business. */
export type AssetKind = "PHONE_NUMBER" | "WABA" | "INSTAGRAM_ACCOUNT" | "PAGE";
export type AssetRef = {
  readonly kind: AssetKind;
  readonly id: string;
  /** Only for events that name a number by its digits inside a WABA (`phone_number_quality_update`). */
  readonly displayPhoneNumber?: string;
};

export type Identity = { readonly kind: IdentityKind; readonly value: string };

/** A customer as one event describes them: at least one identity; names are display data, never keys. */
export type CustomerRef = {
  readonly identities: readonly Identity[];
  readonly name?: string;
  readonly username?: string;
};

export type Attachment = {
  readonly kind: "image" | "audio" | "video" | "document" | "sticker";
  /** WhatsApp's media id, valid for 7 days; absent on Instagram and Messenger. */
  readonly providerMediaId?: string;
  /** A short-lived address (about five minutes); never the lasting reference. */
  readonly url?: string;
  /** Without parameters: "audio/ogg", not "audio/ogg; codecs=opus". */
  readonly mimeType?: string;
  readonly sha256?: string;
  readonly fileName?: string;
  readonly voice?: boolean;
  readonly animated?: boolean;
};

/** What a message says, in our words. `text` is what a person or the agent reads; absent where there is nothing to read. */
export type MessageContent = {
  readonly kind: MessageKind;
  readonly text?: string;
  readonly attachments?: readonly Attachment[];
  /** The machine value behind a tap: a button's or row's id, a postback's payload. */
  readonly payload?: string;
  /** Kind-specific fields (latitude, product items, contact cards, the unsupported type, flow answers): plain JSON. */
  readonly details?: Readonly<Record<string, unknown>>;
};

export type ProviderError = { readonly code: number; readonly title: string; readonly details?: string };

/** The receipt words of the platforms; anything else is kept in `other` and changes no state. */
export type ReceiptStatus = "sent" | "delivered" | "read" | "failed" | "other";

type EventBase = {
  /** Unique per asset: the second event with the same key changes nothing. Its form is a matter of the channel's own folder. */
  readonly dedupeKey: string;
  readonly asset: AssetRef;
  /** The platform's own time of the event; null where it gave none. */
  readonly occurredAt: Date | null;
  /** The part of the body that this event was read from, for debugging. */
  readonly raw: unknown;
};

export type ChannelEvent = EventBase &
  (
    | {
        readonly type: "message";
        readonly customer: CustomerRef;
        readonly providerMessageId: string;
        readonly content: MessageContent;
        readonly quoted?: { readonly providerMessageId: string };
        readonly forwarded?: "once" | "many";
        readonly referral?: Readonly<Record<string, unknown>>;
        readonly groupId?: string;
        /** "turn": the agent may answer; "fallback": one short sentence at most, no model; "none": no answer. */
        readonly answer: "turn" | "fallback" | "none";
        /** Another app or a person in Meta's inbox owns the thread: store, never reply. */
        readonly standby?: boolean;
      }
    | {
        /** Written by a person of the business outside Frontdesk (WhatsApp Business app, Meta's inbox), or our own send coming back. */
        readonly type: "echo";
        readonly customer: CustomerRef;
        readonly providerMessageId: string;
        readonly content: MessageContent;
        readonly correlationId?: string;
        readonly sentByOurApp?: boolean;
      }
    | {
        /** Imported history: never answered, opens no window, notifies nobody. */
        readonly type: "history_message";
        readonly customer: CustomerRef;
        readonly providerMessageId: string;
        readonly direction: "inbound" | "outbound";
        readonly content: MessageContent;
        readonly historyStatus?: string;
      }
    | {
        readonly type: "edit";
        readonly customer: CustomerRef;
        readonly originalProviderMessageId: string;
        /** The edit event's own id: WhatsApp gives it a new one, Instagram and Messenger repeat the original's. */
        readonly providerMessageId: string;
        readonly content: MessageContent;
        readonly byBusiness?: boolean;
      }
    | {
        readonly type: "unsend";
        readonly customer: CustomerRef;
        readonly originalProviderMessageId: string;
        readonly byBusiness?: boolean;
      }
    | {
        readonly type: "reaction";
        readonly customer: CustomerRef;
        readonly targetProviderMessageId: string;
        /** null: the reaction was removed. */
        readonly emoji: string | null;
      }
    | {
        readonly type: "receipt";
        readonly providerMessageId?: string;
        /** Messenger's watermark: every outbound message of this customer up to then. */
        readonly upTo?: Date;
        readonly status: ReceiptStatus;
        readonly originalStatus: string;
        readonly customer: CustomerRef | null;
        /** Our message id, as given with the send (`biz_opaque_callback_data`, `metadata`). */
        readonly correlationId?: string;
        readonly error?: ProviderError;
        readonly pricing?: Readonly<Record<string, unknown>>;
        readonly participant?: string;
      }
    | {
        /** A customer's ids changed (new number, rotated BSUID): both lists name the same person. */
        readonly type: "identity_change";
        readonly previous: readonly Identity[];
        readonly current: readonly Identity[];
        readonly name?: string;
        readonly text?: string;
      }
    | {
        readonly type: "contact_sync";
        readonly identity: Identity;
        readonly action: "add" | "remove";
        readonly name?: string;
      }
    | {
        readonly type: "preference";
        readonly customer: CustomerRef;
        readonly category: string;
        readonly value: string;
      }
    | {
        readonly type: "call";
        readonly customer: CustomerRef;
        readonly callId: string;
        /** "connect", "terminate", or a status word ("RINGING", …). */
        readonly event: string;
        readonly direction: "inbound" | "outbound";
        readonly durationSeconds?: number;
      }
    | {
        readonly type: "template_status";
        readonly templateId: string;
        readonly name: string;
        readonly language: string;
        readonly event: string;
        readonly category?: string;
        readonly reason?: string;
        readonly rejection?: Readonly<Record<string, unknown>>;
      }
    | {
        readonly type: "account";
        /** Meta's own word (PARTNER_APP_UNINSTALLED, DISABLED_UPDATE, THROUGHPUT_UPGRADE, …). */
        readonly event: string;
        /** What it means for sending. "note": only logged. */
        readonly effect: "disconnected" | "paused" | "resumed" | "note";
        readonly details: Readonly<Record<string, unknown>>;
      }
    | { readonly type: "account_error"; readonly errors: readonly ProviderError[] }
    | {
        /** Validly shaped but nothing we act on (comments, unknown fields): kept whole. */
        readonly type: "ignored";
        readonly reason: string;
      }
    | {
        /** This piece could not be read. Its neighbours are unharmed; it is quarantined with the reason and stays replayable. */
        readonly type: "unreadable";
        readonly reason: string;
      }
  );

export type ChannelEventType = ChannelEvent["type"];

/** What a send needs to authenticate, decrypted just before the call and never kept. */
export type Credentials = {
  readonly accessToken: string;
  /** The sending asset: phone number id, Page id or Instagram account id. */
  readonly platformId: string;
};

export type OutgoingMessage = {
  /** Our message id: travels with the send and comes back in the receipt or echo. */
  readonly correlationId: string;
  readonly to: readonly Identity[];
  readonly text: string;
  readonly replyTo?: string;
};

export type SendResult = { readonly providerMessageId: string };

export type TextLimits = { readonly maxLength: number; readonly unit: "characters" | "utf8-bytes" };

/** One channel, in our words. Credentials are an argument of each call; adapters hold no state and read no environment. */
export interface ChannelAdapter {
  readonly channel: MetaChannel;
  readonly textLimits: TextLimits;
  /** Every event of every entry, in the body's order. Never throws, whatever the body is. */
  parseWebhook(body: unknown): ChannelEvent[];
  /** Channel markup and splitting: a reply in Markdown subset → the texts to send, in order. */
  renderText(markdown: string): string[];
  /**
   * Sends one text. Resolves when the platform accepted it.
   * @throws ChannelError with `reason` and `outcome` ("not_sent": certainly not; "unknown": may have gone out)
   */
  send(credentials: Credentials, message: OutgoingMessage, signal?: AbortSignal): Promise<SendResult>;
  readonly abilities?: {
    markRead?(
      credentials: Credentials,
      providerMessageId: string,
      options?: { typing?: boolean },
      signal?: AbortSignal,
    ): Promise<void>;
  };
}
