/** Why a platform call failed, in the words that decide what happens next. */
export type ChannelErrorReason =
  | "rate_limited"
  | "auth_expired"
  | "permission_missing"
  | "window_closed"
  | "recipient_unreachable"
  | "content_rejected"
  | "unavailable"
  | "unknown";

export type ChannelErrorInfo = {
  reason: ChannelErrorReason;
  /** "not_sent": the platform certainly did not take it, a retry cannot double it. "unknown": it may have gone out. */
  outcome: "not_sent" | "unknown";
  /** Graph's own code and subcode, where there was a Graph error body. */
  code?: number;
  subcode?: number;
  httpStatus?: number;
  /** From Retry-After, in milliseconds. */
  retryAfterMs?: number;
  /** What a rate limit is about: this recipient, this number, or the whole app. */
  scope?: "recipient" | "number" | "app";
  /** Meta's words without tokens or message text, for logs and details. */
  details?: string;
  cause?: unknown;
};

/** A failed call to a messaging platform. Its message holds codes only: no token, no recipient, no text. */
export class ChannelError extends Error {
  override readonly name = "ChannelError";
  readonly info: ChannelErrorInfo;

  constructor(info: ChannelErrorInfo) {
    super(
      `${info.reason}${info.code === undefined ? "" : ` (code ${info.code}${info.subcode === undefined ? "" : `/${info.subcode}`})`}`,
      info.cause === undefined ? undefined : { cause: info.cause },
    );
    this.info = info;
  }
}
