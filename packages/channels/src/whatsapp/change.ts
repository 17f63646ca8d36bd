import type { AssetRef, ChannelEvent } from "../channel-adapter.ts";
import type { JsonRecord, JsonValue } from "../meta/clean-json.ts";
import { contentKey, dedupeKey } from "../meta/dedupe-key.ts";
import { isRecord, listAt, recordAt, secondsAt, textAt } from "../meta/read-json.ts";
import { ignored, readPiece, UnreadablePiece } from "../meta/webhook-body.ts";
import { type ContactBook, readContacts } from "./parse-customer.ts";

/** One `change` of a delivery: what every piece inside it is read with. */
export type Change = ContactBook & {
  readonly field: string;
  readonly entryId: string;
  /** `entry.time`; present on account fields. */
  readonly entryTime: Date | null;
  readonly asset: AssetRef;
  readonly value: JsonRecord;
  /** The business's own number, digits only; undefined where the change names none. */
  readonly businessDigits: string | undefined;
};

/** Routes by `metadata.phone_number_id`; where there is no metadata, `entry.id` is the WhatsApp Business Account. */
export function openChange(entry: JsonRecord, waba: AssetRef, field: string, value: JsonRecord): Change {
  const metadata = recordAt(value, "metadata") ?? {};
  const phoneNumberId = textAt(metadata, "phone_number_id");
  const businessDigits = digitsOf(textAt(metadata, "display_phone_number"));
  const senders = listAt(value, "messages")
    .filter(isRecord)
    .map((message) => textAt(message, "from_user_id") ?? textAt(message, "from"));
  return {
    field,
    entryId: waba.id,
    entryTime: secondsAt(entry, "time"),
    asset:
      phoneNumberId !== undefined && phoneNumberId.length <= 64
        ? { kind: "PHONE_NUMBER", id: phoneNumberId }
        : { ...waba, ...(businessDigits !== undefined && { displayPhoneNumber: businessDigits }) },
    value,
    businessDigits,
    contacts: readContacts(listAt(value, "contacts")),
    hasOneSender: new Set(senders).size <= 1,
  };
}

/** Reads each item alone; an item that is no object is unreadable by itself. */
export function readItems(
  change: Change,
  items: readonly JsonValue[],
  readItem: (item: JsonRecord) => ChannelEvent[],
): ChannelEvent[] {
  return items.flatMap((item) =>
    readPiece("wa", change.asset, item, () => {
      if (!isRecord(item)) throw new UnreadablePiece("the item is not an object");
      return readItem(item);
    }),
  );
}

/** The fields that every event has. `key` follows "wa:{asset id}:". */
export function eventBase(change: Change, item: JsonRecord, ...key: readonly string[]) {
  return {
    dedupeKey: dedupeKey("wa", change.asset.id, ...key),
    asset: change.asset,
    occurredAt: secondsAt(item, "timestamp"),
    raw: item as JsonValue,
  };
}

/** For events without an id: keyed by what they say. */
export function contentBase(
  change: Change,
  raw: JsonValue,
  key: JsonValue,
  asset: AssetRef = change.asset,
  occurredAt: Date | null = change.entryTime,
) {
  return { dedupeKey: contentKey("wa", asset.id, key), asset, occurredAt, raw };
}

export function ignoredPiece(change: Change, piece: JsonValue, reason: string): ChannelEvent[] {
  const own = isRecord(piece) ? secondsAt(piece, "timestamp") : null;
  return [ignored("wa", change.asset, piece, reason, own ?? change.entryTime)];
}

/** @throws UnreadablePiece when the id is missing or is none */
export function requireText(value: string | undefined, what: string): string {
  if (value === undefined) throw new UnreadablePiece(`it has no ${what}`);
  return value;
}

export function digitsOf(phone: string | undefined): string | undefined {
  const digits = phone?.replace(/\D/g, "");
  return digits === "" ? undefined : digits;
}
