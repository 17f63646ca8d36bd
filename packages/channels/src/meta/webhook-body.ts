import type { AssetKind, AssetRef, ChannelEvent } from "../channel-adapter.ts";
import { cleanJson, type JsonRecord, type JsonValue } from "./clean-json.ts";
import { contentKey } from "./dedupe-key.ts";
import { idAt, isRecord, listAt, secondsAt, valueAt } from "./read-json.ts";

/** Says, without quoting the customer, why one piece of a delivery could not be read. */
export class UnreadablePiece extends Error {
  override readonly name = "UnreadablePiece";
}

/** The short name that starts a channel's dedupe keys. */
export type KeyPrefix = "wa" | "ig" | "fb" | "meta";

/** The bodies in what was posted: normally one; some senders wrap it in an array. */
export function listBodies(posted: unknown): JsonValue[] {
  const clean = cleanJson(posted);
  return Array.isArray(clean) ? clean : [clean];
}

/** Each entry of one body, in order; a body without a list of entries gives one unreadable event instead. */
export function readEntries(
  body: JsonValue,
  prefix: KeyPrefix,
  assetKind: AssetKind,
  readEntry: (entry: JsonRecord, asset: AssetRef) => ChannelEvent[],
): ChannelEvent[] {
  const nowhere: AssetRef = { kind: assetKind, id: "" };
  if (!isRecord(body)) return [unreadable(prefix, nowhere, body, "the body is not an object")];
  if (valueAt(body, "entry") === undefined) return [unreadable(prefix, nowhere, body, "the body has no entry")];
  return listAt(body, "entry").flatMap((entry) => {
    if (!isRecord(entry)) return [unreadable(prefix, nowhere, entry, "the entry is not an object")];
    const asset: AssetRef = { kind: assetKind, id: idAt(entry, "id") ?? "" };
    return readPiece(prefix, asset, entry, () => readEntry(entry, asset));
  });
}

/** Reads one piece in isolation: whatever goes wrong in it becomes one unreadable event and costs its neighbours nothing. */
export function readPiece(
  prefix: KeyPrefix,
  asset: AssetRef,
  piece: JsonValue,
  read: () => ChannelEvent[],
): ChannelEvent[] {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof UnreadablePiece ? error.message : `reading it failed (${(error as Error)?.name})`;
    return [unreadable(prefix, asset, piece, reason)];
  }
}

/** An event for a piece that could not be read. Its key is its content, so that the piece can be replayed under its own key later. */
function unreadable(prefix: KeyPrefix, asset: AssetRef, piece: JsonValue, reason: string): ChannelEvent {
  return { type: "unreadable", reason, ...keptWhole(prefix, asset, piece, ["unreadable", piece]) };
}

/** An event for a piece that is fine but that we do nothing with. */
export function ignored(
  prefix: KeyPrefix,
  asset: AssetRef,
  piece: JsonValue,
  reason: string,
  occurredAt: Date | null = null,
): ChannelEvent {
  return { type: "ignored", reason, ...keptWhole(prefix, asset, piece, ["ignored", piece]), occurredAt };
}

function keptWhole(prefix: KeyPrefix, asset: AssetRef, raw: JsonValue, key: JsonValue) {
  const occurredAt = isRecord(raw) ? secondsAt(raw, "timestamp") : null;
  return { dedupeKey: contentKey(prefix, asset.id, key), asset, occurredAt, raw };
}
