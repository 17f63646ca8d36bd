import type { MetaChannel } from "@frontdesk/validators/channel";
import type { ProviderError } from "../channel-adapter.ts";
import type { ChannelErrorInfo, ChannelErrorReason } from "../channel-error.ts";
import { cleanJson, type JsonValue } from "./clean-json.ts";
import { GRAPH_ERROR_TABLE, type GraphErrorRule } from "./graph-error-table.ts";
import { booleanAt, isRecord, numberAt, recordAt, textAt } from "./read-json.ts";

/** What a Graph error body says, before it is judged. */
export type GraphError = {
  readonly code: number;
  readonly subcode?: number;
  /** Meta's words; they may quote what was sent, so they are not for logs as they are. */
  readonly text: string;
  readonly isTransient: boolean;
};

/** Reads `{"error":{"code":…}}`; null for anything else (a proxy's page, an empty body, an answer that is not an error). */
export function readGraphError(body: unknown): GraphError | null {
  const json: JsonValue = cleanJson(body);
  const error = isRecord(json) ? recordAt(json, "error") : undefined;
  const code = error && numberAt(error, "code");
  if (error === undefined || code === undefined) return null;
  const subcode = numberAt(error, "error_subcode");
  const errorData = recordAt(error, "error_data");
  // A plain string in some answers.
  const details = errorData ? textAt(errorData, "details") : textAt(error, "error_data");
  return {
    code,
    ...(subcode !== undefined && { subcode }),
    text: [textAt(error, "message"), details].filter((part) => part !== undefined).join(": "),
    isTransient: booleanAt(error, "is_transient") ?? false,
  };
}

/**
 * What a Graph error means for us: by code, then subcode, then (where Meta gives nothing else) by its text; titles and HTTP status decide only for codes
 * that Meta has not documented. Source: Meta's error code pages of WhatsApp Cloud API, Messenger Platform and Graph API, 2026.
 */
export function classifyGraphError(
  error: { readonly code: number; readonly subcode?: number; readonly text?: string; readonly isTransient?: boolean },
  httpStatus?: number,
): Pick<ChannelErrorInfo, "reason" | "scope" | "retryAfterMs"> {
  const rule = findRule(error.code, error.subcode, error.text ?? "");
  if (rule !== undefined) {
    return {
      reason: rule.reason,
      ...(rule.scope !== undefined && { scope: rule.scope }),
      ...(rule.retryAfterMs !== undefined && { retryAfterMs: rule.retryAfterMs }),
    };
  }
  if (httpStatus === 429) return { reason: "rate_limited", scope: "app" };
  if (httpStatus === 401) return { reason: "auth_expired" };
  return { reason: error.isTransient || (httpStatus ?? 0) >= 500 ? "unavailable" : "unknown" };
}

/** The same judgement for an error that came in a webhook (a `failed` status): the message certainly did not arrive. */
export function classifyProviderError(error: ProviderError): ChannelErrorInfo {
  const text = error.details ?? error.title;
  return { ...classifyGraphError({ code: error.code, text }), outcome: "not_sent", code: error.code, details: text };
}

/** Whether the same send may be tried again later by itself: it certainly did not go out, and waiting can help. */
export function isRetryable(info: ChannelErrorInfo): boolean {
  if (info.outcome !== "not_sent") return false;
  if (info.reason !== "rate_limited" && info.reason !== "unavailable") return false;
  return ruleOf(info)?.retry !== false;
}

/**
 * Milliseconds to wait before try number `attempt` + 1 (the first failed try is attempt 0). Meta's own Retry-After wins; the limit per recipient
 * (131056) asks for 4^n seconds; everything else doubles from one second. At most 15 minutes, unless Meta asks for more.
 */
export function retryDelayMs(info: ChannelErrorInfo, attempt: number): number {
  const base = info.scope === "recipient" ? 4 : 2;
  const backoff = Math.min(base ** Math.min(attempt, 20) * 1000, 15 * 60_000);
  return Math.max(backoff, info.retryAfterMs ?? 0);
}

const CHANNEL_NAMES: Record<MetaChannel, string> = {
  WHATSAPP: "WhatsApp",
  INSTAGRAM: "Instagram",
  FACEBOOK: "Messenger",
};

const REASON_SENTENCES: Record<ChannelErrorReason, string> = {
  rate_limited: "too many messages were sent in a short time",
  auth_expired: "the connection to the account has expired and must be made again",
  permission_missing: "the account may not send messages right now; check its settings at Meta",
  window_closed: "more than 24 hours have passed since the customer last wrote",
  recipient_unreachable: "the customer cannot be reached there (they may have blocked the business, or left)",
  content_rejected: "the message was refused as it is",
  unavailable: "the service is not available at the moment",
  unknown: "it gave a reason that we do not know",
};

/** One sentence for the people of a business: what happened to their message and why. No codes, no technical words. */
export function explainChannelError(info: ChannelErrorInfo, channel: MetaChannel = "WHATSAPP"): string {
  const name = CHANNEL_NAMES[channel];
  if (info.outcome === "unknown") {
    return `${name} did not confirm this: it may or may not have reached the customer`;
  }
  return `${name} did not deliver this: ${ruleOf(info)?.sentence ?? REASON_SENTENCES[info.reason]}`;
}

function ruleOf(info: ChannelErrorInfo): GraphErrorRule | undefined {
  return info.code === undefined ? undefined : findRule(info.code, info.subcode, info.details ?? "");
}

function findRule(code: number, subcode: number | undefined, text: string): GraphErrorRule | undefined {
  const rules = GRAPH_ERROR_TABLE.filter((rule) => code >= rule.code && code <= (rule.to ?? rule.code));
  return (
    rules.find((rule) => rule.text?.test(text)) ??
    rules.find((rule) => subcode !== undefined && rule.subcode === subcode) ??
    rules.find((rule) => rule.subcode === undefined && rule.text === undefined)
  );
}
