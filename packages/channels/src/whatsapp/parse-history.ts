import type { ChannelEvent } from "../channel-adapter.ts";
import type { JsonRecord } from "../meta/clean-json.ts";
import { dropUndefined, idAt, listAt, recordAt, textAt } from "../meta/read-json.ts";
import { UnreadablePiece } from "../meta/webhook-body.ts";
import { type Change, contentBase, digitsOf, eventBase, ignoredPiece, readItems, requireText } from "./change.ts";
import { parseContent } from "./parse-content.ts";
import { type CustomerIds, idsOf, readIds, requireCustomer } from "./parse-customer.ts";
import { parseAction, senderIds } from "./parse-message.ts";
import { readProviderErrors } from "./provider-error.ts";

/** One chunk of imported history: threads of messages, or the errors of an owner who declined to share them. */
export function parseHistoryChunk(change: Change, chunk: JsonRecord): ChannelEvent[] {
  const events: ChannelEvent[] = [];
  const errors = readProviderErrors(listAt(chunk, "errors"));
  if (errors.length > 0) {
    events.push({
      type: "account_error",
      ...contentBase(change, chunk, [change.entryId, change.field, chunk]),
      errors,
    });
  }
  events.push(
    ...readItems(change, listAt(chunk, "threads"), (thread) => {
      const threadId = idAt(thread, "id");
      return readItems(change, listAt(thread, "messages"), (message) => parseHistoryMessage(change, message, threadId));
    }),
  );
  return events.length > 0 ? events : ignoredPiece(change, chunk, "a history chunk without messages");
}

/**
 * Media of imported messages comes later, in a change of field "history" with `messages`. They repeat the wamid of the placeholder, so their key
 * has an ending of its own: as a duplicate the media would be lost.
 */
export function parseHistoryMedia(change: Change, message: JsonRecord): ChannelEvent[] {
  return parseHistoryMessage(change, message, undefined).map((event) => ({
    ...event,
    dedupeKey: eventBase(change, message, requireText(idAt(message, "id"), "id"), "media").dedupeKey,
  }));
}

function parseHistoryMessage(change: Change, message: JsonRecord, threadId: string | undefined): ChannelEvent[] {
  const wamid = requireText(idAt(message, "id"), "id");
  const direction = directionOf(change, message, threadId);
  if (textAt(message, "type") === "system") return ignoredPiece(change, message, "a system message in the history");
  const customer = requireCustomer(change, customerIds(message, direction, threadId));
  if (direction === "outbound" && textAt(message, "type") === "reaction") {
    return ignoredPiece(change, message, "a reaction of the business");
  }
  const action = parseAction(change, message, wamid, customer);
  if (action !== null) {
    return [direction === "outbound" ? ({ ...action, byBusiness: true } as ChannelEvent) : action];
  }
  const historyContext = recordAt(message, "history_context") ?? {};
  return [
    {
      type: "history_message",
      ...eventBase(change, message, wamid),
      customer,
      providerMessageId: wamid,
      direction,
      content: parseContent(message),
      ...dropUndefined({ historyStatus: textAt(historyContext, "status") }),
    },
  ];
}

/** By the business's own digits; without them, by who the thread is with. */
function directionOf(change: Change, message: JsonRecord, threadId: string | undefined): "inbound" | "outbound" {
  const from = digitsOf(textAt(message, "from"));
  if (change.businessDigits !== undefined && from !== undefined) {
    return from === change.businessDigits ? "outbound" : "inbound";
  }
  if (from !== undefined && from === digitsOf(threadId)) return "inbound";
  return textAt(message, "to") !== undefined || textAt(message, "to_user_id") !== undefined ? "outbound" : "inbound";
}

function customerIds(
  message: JsonRecord,
  direction: "inbound" | "outbound",
  threadId: string | undefined,
): CustomerIds {
  const ids = direction === "inbound" ? senderIds(message) : readIds(message, "to_parent_user_id", "to_user_id", "to");
  // The thread's id is the customer's phone number, or their BSUID where there is none.
  const thread = idsOf(undefined, undefined, threadId);
  const merged = { ...thread, ...ids };
  if (Object.keys(merged).length === 0)
    throw new UnreadablePiece("neither the message nor its thread names a customer");
  return merged;
}
