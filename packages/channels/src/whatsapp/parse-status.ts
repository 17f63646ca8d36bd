import type { ChannelEvent, ReceiptStatus } from "../channel-adapter.ts";
import type { JsonRecord } from "../meta/clean-json.ts";
import { dropUndefined, idAt, listAt, numberAt, recordAt, textAt } from "../meta/read-json.ts";
import { type Change, digitsOf, eventBase, requireText } from "./change.ts";
import { type CustomerIds, findCustomer, idsOf, readIds, requireCustomer } from "./parse-customer.ts";
import { readProviderErrors } from "./provider-error.ts";

const STATUSES = new Map<string, ReceiptStatus>([
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "read"],
  // Of a voice message; more than read.
  ["played", "read"],
  ["failed", "failed"],
]);

/** What became of a message (or a call) of ours. In groups each participant has a status of their own under the same id. */
export function parseStatus(change: Change, status: JsonRecord): ChannelEvent[] {
  const id = requireText(idAt(status, "id"), "id");
  const word = requireText(textAt(status, "status"), "status").slice(0, 64);
  const correlationId = textAt(status, "biz_opaque_callback_data");
  if (textAt(status, "type") === "call" || id.startsWith("wacid.")) {
    const customer = requireCustomer(change, recipientIds(status));
    const base = eventBase(change, status, id, word);
    return [{ type: "call", ...base, customer, callId: id, event: word, direction: "outbound" }];
  }
  const participant = participantOf(status);
  return [
    {
      type: "receipt",
      ...eventBase(change, status, id, word, ...(participant === undefined ? [] : [participant])),
      providerMessageId: id,
      status: STATUSES.get(word) ?? "other",
      originalStatus: word,
      customer: findCustomer(change, recipientIds(status)),
      ...dropUndefined({
        correlationId,
        error: readProviderErrors(listAt(status, "errors"))[0],
        pricing: recordAt(status, "pricing"),
        participant,
      }),
    },
  ];
}

/** A WhatsApp call that began or ended; never a message. */
export function parseCall(change: Change, call: JsonRecord): ChannelEvent[] {
  const callId = requireText(idAt(call, "id"), "id");
  const event = requireText(textAt(call, "event") ?? textAt(call, "status"), "event").slice(0, 64);
  const from = digitsOf(textAt(call, "from"));
  const isOutbound =
    textAt(call, "direction") === "BUSINESS_INITIATED" ||
    (textAt(call, "direction") === undefined && from !== undefined && from === change.businessDigits);
  // At the end of a call `from` may be the side that hung up; the business's own number is never the customer.
  const ids = [
    readIds(call, "from_parent_user_id", "from_user_id", "from"),
    readIds(call, "to_parent_user_id", "to_user_id", "to"),
  ].filter((side) => side.phone === undefined || digitsOf(side.phone) !== change.businessDigits);
  const customer = requireCustomer(change, (isOutbound ? ids.at(-1) : ids[0]) ?? {});
  return [
    {
      type: "call",
      ...eventBase(change, call, callId, event),
      customer,
      callId,
      event,
      direction: isOutbound ? "outbound" : "inbound",
      ...dropUndefined({ durationSeconds: numberAt(call, "duration") }),
    },
  ];
}

/** In a group `recipient_id` is the group; the person is the participant. */
function recipientIds(status: JsonRecord): CustomerIds {
  if (textAt(status, "recipient_type") === "group" || participantOf(status) !== undefined) {
    return idsOf(
      undefined,
      idAt(status, "recipient_participant_user_id"),
      idAt(status, "recipient_participant_id") ?? idAt(status, "participant_recipient_id"),
    );
  }
  // The second name of the parent id was used until 2026-05-05.
  const parent = idAt(status, "recipient_parent_user_id") ?? idAt(status, "parent_recipient_user_id");
  return idsOf(parent, idAt(status, "recipient_user_id"), idAt(status, "recipient_id"));
}

/** Meta's pages print both names of the first field. */
function participantOf(status: JsonRecord): string | undefined {
  return (
    idAt(status, "recipient_participant_id") ??
    idAt(status, "participant_recipient_id") ??
    idAt(status, "recipient_participant_user_id")
  );
}
