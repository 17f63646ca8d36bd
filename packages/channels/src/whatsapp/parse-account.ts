import type { AssetRef, ChannelEvent } from "../channel-adapter.ts";
import type { JsonRecord, JsonValue } from "../meta/clean-json.ts";
import { dropUndefined, idAt, isRecord, listAt, recordAt, textAt } from "../meta/read-json.ts";
import { UnreadablePiece } from "../meta/webhook-body.ts";
import { type Change, contentBase, digitsOf, ignoredPiece, requireText } from "./change.ts";
import { readProviderErrors } from "./provider-error.ts";

type AccountEffect = Extract<ChannelEvent, { type: "account" }>["effect"];

const PARSERS = new Map<string, (change: Change) => ChannelEvent[]>([
  ["account_update", parseAccountUpdate],
  ["phone_number_quality_update", parsePhoneNumberQuality],
  ["message_template_status_update", parseTemplateStatus],
  ["account_alerts", parseNote],
  ["account_review_update", parseNote],
  ["business_capability_update", parseNote],
  ["phone_number_name_update", parseNote],
  ["security", parseNote],
]);

/** A change about the account itself. It has no lists: its whole value is one event. Fields that we don't know are kept as ignored. */
export function parseAccountField(change: Change): ChannelEvent[] {
  const parse = PARSERS.get(change.field);
  return parse ? parse(change) : ignoredPiece(change, change.value, `field ${change.field || "without a name"}`);
}

/** `value.errors`: problems of the app or the account, told without a message. */
export function parseAccountErrors(change: Change): ChannelEvent[] {
  const errors = readProviderErrors(listAt(change.value, "errors"));
  if (errors.length === 0) throw new UnreadablePiece("none of its errors has a code");
  const key = [change.entryId, change.field, change.value];
  return [{ type: "account_error", ...contentBase(change, change.value, key), errors }];
}

function parseAccountUpdate(change: Change): ChannelEvent[] {
  const event = requireText(textAt(change.value, "event"), "event");
  // For PARTNER_*, AD_* and MM_* entry.id is a business portfolio, not the account.
  const wabaId = idAt(recordAt(change.value, "waba_info") ?? {}, "waba_id");
  const asset: AssetRef = wabaId === undefined ? change.asset : { kind: "WABA", id: wabaId };
  return [accountEvent(change, asset, event, effectOf(event, change.value))];
}

/** Names its number by digits only, within the account. */
function parsePhoneNumberQuality(change: Change): ChannelEvent[] {
  const digits = digitsOf(textAt(change.value, "display_phone_number"));
  const asset: AssetRef = {
    kind: "WABA",
    id: change.entryId,
    ...dropUndefined({ displayPhoneNumber: digits }),
  };
  return [accountEvent(change, asset, textAt(change.value, "event") ?? change.field, "note")];
}

function parseNote(change: Change): ChannelEvent[] {
  return [accountEvent(change, change.asset, textAt(change.value, "event") ?? change.field, "note")];
}

function parseTemplateStatus(change: Change): ChannelEvent[] {
  const { value } = change;
  return [
    {
      type: "template_status",
      ...contentBase(change, value, contentOf(change)),
      templateId: requireText(idAt(value, "message_template_id"), "message_template_id"),
      name: textAt(value, "message_template_name") ?? "",
      language: textAt(value, "message_template_language") ?? "",
      event: requireText(textAt(value, "event"), "event"),
      ...dropUndefined({
        category: textAt(value, "message_template_category"),
        reason: textAt(value, "reason"),
        rejection: recordAt(value, "rejection_info"),
      }),
    },
  ];
}

function accountEvent(change: Change, asset: AssetRef, event: string, effect: AccountEffect): ChannelEvent {
  const base = contentBase(change, change.value, contentOf(change), asset);
  return { type: "account", ...base, event, effect, details: change.value };
}

/** The same news at another time is other news. */
function contentOf(change: Change) {
  return [change.entryId, change.field, change.entryTime?.getTime() ?? null, change.value];
}

function effectOf(event: string, value: JsonRecord): AccountEffect {
  switch (event) {
    case "PARTNER_APP_UNINSTALLED":
    case "PARTNER_REMOVED":
    case "ACCOUNT_DELETED":
    case "ACCOUNT_OFFBOARDED":
      return "disconnected";
    case "ACCOUNT_RECONNECTED":
      return "resumed";
    case "DISABLED_UPDATE":
      return effectOfBan(textAt(recordAt(value, "ban_info") ?? {}, "waba_ban_state"));
    case "ACCOUNT_RESTRICTION":
      return listAt(value, "restriction_info").some(restrictsAnswers) ? "paused" : "note";
    default:
      return "note";
  }
}

function effectOfBan(state: string | undefined): AccountEffect {
  if (state === "REINSTATE") return "resumed";
  return state === "DISABLE" ? "paused" : "note";
}

/** Other restrictions concern templates and new numbers; answering customers who wrote stays possible under them. */
function restrictsAnswers(restriction: JsonValue): boolean {
  return isRecord(restriction) && textAt(restriction, "restriction_type") === "RESTRICTED_CUSTOMER_INITIATED_MESSAGING";
}
