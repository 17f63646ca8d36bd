import type { ChannelErrorInfo, ChannelErrorReason } from "../channel-error.ts";

export type GraphErrorRule = {
  readonly code: number;
  /** Last code of a range. */
  readonly to?: number;
  readonly subcode?: number;
  /** For meanings that Meta tells by words only. */
  readonly text?: RegExp;
  readonly reason: ChannelErrorReason;
  readonly scope?: NonNullable<ChannelErrorInfo["scope"]>;
  readonly retryAfterMs?: number;
  /** false: waiting does not help, or repeating makes it worse. */
  readonly retry?: false;
  /** Why, for people, where the reason's own sentence is not exact enough. */
  readonly sentence?: string;
};

const HOUR = 3_600_000;

const NOT_REGISTERED = "the number is not registered for sending yet; connect it again";
const TAKEN_OVER = "another app or a person in Meta's inbox is handling this conversation";
const BLOCKED_BY_META = "Meta has restricted the account; see its quality and policy messages at Meta";
const SENDING_PAUSED = "Meta has paused sending for this number because of its quality";
const MEDIA = "the attached file could not be used";
const TEMPLATE = "the template cannot be sent as it is";
const MARKETING_STOPPED = "the customer does not want marketing messages, or has had enough of them";

/**
 * Every documented error that we act on. Within one code a matching text wins over a matching subcode, and that over the plain row.
 * A code that serves as "pause" at Meta is `permission_missing` when a person must solve it, `rate_limited` without retry when it passes.
 */
export const GRAPH_ERROR_TABLE: readonly GraphErrorRule[] = [
  // Graph API
  { code: 0, reason: "auth_expired" },
  { code: 1, reason: "unavailable" },
  { code: 1, subcode: 99, reason: "permission_missing" },
  { code: 2, reason: "unavailable" },
  { code: 3, reason: "permission_missing" },
  { code: 4, reason: "rate_limited", scope: "app" },
  { code: 10, reason: "permission_missing" },
  { code: 10, subcode: 2018278, reason: "window_closed" },
  { code: 10, subcode: 2534022, reason: "window_closed" },
  { code: 10, subcode: 2018065, reason: "window_closed" },
  { code: 10, subcode: 2018108, reason: "recipient_unreachable" },
  { code: 10, subcode: 1893063, reason: "unavailable", retry: false, sentence: BLOCKED_BY_META },
  { code: 10, subcode: 2534077, reason: "auth_expired" },
  { code: 10, text: /another app is controlling this thread/i, reason: "recipient_unreachable", sentence: TAKEN_OVER },
  { code: 17, reason: "rate_limited", scope: "app" },
  { code: 32, reason: "rate_limited", scope: "app" },
  { code: 33, reason: "permission_missing" },
  { code: 341, reason: "rate_limited", scope: "app" },
  { code: 368, reason: "unavailable", retry: false, sentence: BLOCKED_BY_META },
  { code: 613, reason: "rate_limited", scope: "app" },
  { code: 613, subcode: 2018338, reason: "rate_limited", scope: "app", retry: false, sentence: BLOCKED_BY_META },
  { code: 100, reason: "content_rejected" },
  { code: 100, subcode: 33, reason: "permission_missing" },
  { code: 100, subcode: 2018001, reason: "recipient_unreachable" },
  { code: 100, subcode: 2534014, reason: "recipient_unreachable" },
  { code: 100, subcode: 2018008, reason: "content_rejected", sentence: MEDIA },
  { code: 100, subcode: 2018047, reason: "content_rejected", sentence: MEDIA },
  { code: 100, subcode: 2018294, reason: "content_rejected", sentence: MEDIA },
  { code: 100, subcode: 2018109, reason: "content_rejected", sentence: MEDIA },
  { code: 100, subcode: 2534029, reason: "permission_missing", sentence: BLOCKED_BY_META },
  { code: 100, subcode: 2534037, reason: "recipient_unreachable", sentence: TAKEN_OVER },
  { code: 100, subcode: 2534013, reason: "auth_expired" },
  { code: 100, text: /appsecret_proof/i, reason: "permission_missing" },
  { code: 102, reason: "auth_expired" },
  { code: 190, reason: "auth_expired" },
  { code: 200, to: 299, reason: "permission_missing" },
  { code: 200, subcode: 1545041, reason: "recipient_unreachable" },
  {
    code: 200,
    subcode: 2534041,
    reason: "permission_missing",
    sentence:
      "access to messages is switched off in the Instagram app (Settings, Messages and story replies, Connected tools)",
  },
  { code: 200, subcode: 2018028, reason: "permission_missing", sentence: "Meta has not approved the app for this yet" },
  { code: 551, reason: "recipient_unreachable" },
  { code: 80_000, to: 80_014, reason: "rate_limited", scope: "app" },
  // Messenger and Instagram
  { code: 2_018_300, reason: "recipient_unreachable", sentence: TAKEN_OVER },
  { code: 2_018_321, reason: "recipient_unreachable", sentence: TAKEN_OVER },
  { code: 9_000_001, reason: "content_rejected", sentence: "the message it belongs to was deleted" },
  // WhatsApp
  { code: 130_403, reason: "recipient_unreachable", sentence: "the business has blocked this customer" },
  { code: 130_429, reason: "rate_limited", scope: "number" },
  {
    code: 130_472,
    reason: "recipient_unreachable",
    sentence: "the customer is in an experiment of Meta's and gets no marketing messages",
  },
  {
    code: 130_497,
    reason: "recipient_unreachable",
    sentence: "the business may not message customers in this country",
  },
  { code: 131_000, reason: "unavailable" },
  { code: 131_005, reason: "permission_missing" },
  { code: 131_008, to: 131_009, reason: "content_rejected" },
  { code: 131_016, reason: "unavailable" },
  { code: 131_021, reason: "recipient_unreachable", sentence: "a number cannot write to itself" },
  {
    code: 131_026,
    reason: "recipient_unreachable",
    sentence: "the customer cannot be reached on WhatsApp (no account, an old app, or they blocked the business)",
  },
  {
    code: 131_030,
    reason: "recipient_unreachable",
    sentence: "this is a test number, and the customer is not on its list of allowed recipients",
  },
  { code: 131_031, reason: "unavailable", retry: false, sentence: BLOCKED_BY_META },
  { code: 131_037, reason: "permission_missing", sentence: "the number's display name is not approved yet" },
  {
    code: 131_042,
    reason: "unavailable",
    retry: false,
    sentence: "there is a problem with the payment method of the WhatsApp Business account",
  },
  { code: 131_045, reason: "permission_missing", sentence: NOT_REGISTERED },
  { code: 131_047, reason: "window_closed" },
  { code: 131_048, reason: "rate_limited", scope: "number", retry: false, sentence: SENDING_PAUSED },
  {
    code: 131_049,
    reason: "rate_limited",
    scope: "recipient",
    retryAfterMs: 24 * HOUR,
    retry: false,
    sentence: MARKETING_STOPPED,
  },
  { code: 131_050, reason: "recipient_unreachable", sentence: MARKETING_STOPPED },
  { code: 131_051, reason: "content_rejected", sentence: "this kind of message is not supported" },
  { code: 131_052, reason: "content_rejected", sentence: MEDIA },
  { code: 131_053, reason: "content_rejected", sentence: MEDIA },
  { code: 131_056, reason: "rate_limited", scope: "recipient" },
  { code: 131_057, reason: "unavailable", retryAfterMs: 60_000 },
  { code: 131_062, reason: "content_rejected", sentence: "this message needs the customer's phone number" },
  { code: 131_063, reason: "content_rejected", sentence: "marketing messages are switched off for this number" },
  { code: 131_064, reason: "rate_limited", scope: "number", retry: false, sentence: SENDING_PAUSED },
  { code: 132_000, to: 132_999, reason: "content_rejected", sentence: TEMPLATE },
  { code: 133_010, reason: "permission_missing", sentence: NOT_REGISTERED },
  { code: 133_016, reason: "rate_limited", scope: "number", retryAfterMs: 72 * HOUR, retry: false },
  { code: 135_000, reason: "content_rejected" },
  {
    code: 137_000,
    reason: "recipient_unreachable",
    sentence: "the customer's identity has changed since the last message",
  },
  { code: 2_593_107, to: 2_593_109, reason: "content_rejected", sentence: "the chat history could not be shared" },
];
