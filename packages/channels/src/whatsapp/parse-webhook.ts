import type { AssetRef, ChannelEvent } from "../channel-adapter.ts";
import type { JsonRecord, JsonValue } from "../meta/clean-json.ts";
import { isRecord, listAt, textAt, valueAt } from "../meta/read-json.ts";
import { listBodies, readEntries, readPiece, UnreadablePiece } from "../meta/webhook-body.ts";
import { type Change, ignoredPiece, openChange, readItems } from "./change.ts";
import { parseAccountErrors, parseAccountField } from "./parse-account.ts";
import { parseContactSync, parsePreference, parseUserIdUpdate } from "./parse-contact-change.ts";
import { parseHistoryChunk, parseHistoryMedia } from "./parse-history.ts";
import { parseEcho, parseMessage } from "./parse-message.ts";
import { parseCall, parseStatus } from "./parse-status.ts";

/** What reads the items of each list of a change's value. */
const LIST_READERS = new Map<string, (change: Change, item: JsonRecord) => ChannelEvent[]>([
  ["messages", (change, item) => (change.field === "history" ? parseHistoryMedia : parseMessage)(change, item)],
  ["message_echoes", parseEcho],
  ["statuses", parseStatus],
  ["calls", parseCall],
  ["history", parseHistoryChunk],
  ["state_sync", parseContactSync],
  ["user_preferences", parsePreference],
  ["user_id_update", parseUserIdUpdate],
]);

/** Parts of a value that describe its lists instead of being events. */
const DESCRIPTIONS = new Set(["messaging_product", "metadata", "contacts"]);

/**
 * Every event of a WhatsApp delivery, in the body's order: each message, status and so on of each change of each entry gives at least
 * one event. Never throws: what cannot be read becomes `unreadable` alone, what we don't act on becomes `ignored`.
 */
export function parseWebhook(body: unknown): ChannelEvent[] {
  return listBodies(body).flatMap((single) =>
    readEntries(single, "wa", "WABA", (entry, waba) => {
      if (valueAt(entry, "changes") === undefined) throw new UnreadablePiece("the entry has no changes");
      return listAt(entry, "changes").flatMap((change) => parseChange(entry, waba, change));
    }),
  );
}

function parseChange(entry: JsonRecord, waba: AssetRef, change: JsonValue): ChannelEvent[] {
  return readPiece("wa", waba, change, () => {
    if (!isRecord(change)) throw new UnreadablePiece("the change is not an object");
    const field = textAt(change, "field") ?? "";
    const values = listAt(change, "value");
    if (values.length === 0) throw new UnreadablePiece(`the change of field ${field || "without a name"} has no value`);
    return values.flatMap((value) =>
      readPiece("wa", waba, value, () => {
        if (!isRecord(value)) throw new UnreadablePiece("the value is not an object");
        return parseValue(openChange(entry, waba, field, value));
      }),
    );
  });
}

function parseValue(change: Change): ChannelEvent[] {
  const isMessaging = Object.keys(change.value).some((key) => LIST_READERS.has(key) || key === "errors");
  if (!isMessaging) return parseAccountField(change);
  const events = Object.entries(change.value).flatMap(([key, part]) => {
    const read = LIST_READERS.get(key);
    if (read !== undefined) return readItems(change, listAt(change.value, key), (item) => read(change, item));
    if (key === "errors" && listAt(change.value, key).length > 0) {
      return readPiece("wa", change.asset, part, () => parseAccountErrors(change));
    }
    const isUnknownList = Array.isArray(part) && part.length > 0 && !DESCRIPTIONS.has(key);
    return isUnknownList ? ignoredPiece(change, part, `list ${key}`) : [];
  });
  return events.length > 0
    ? events
    : ignoredPiece(change, change.value, `field ${change.field || "without a name"}, empty`);
}
