import { createSecretKey, randomBytes } from "node:crypto";
import { DecryptionError } from "./decryption-error.ts";
import { openBytes, readKeyId, type SecretContext, sealBytes } from "./envelope.ts";
import { computeKeyId, type KeyRing, type SealingKeys } from "./key-ring.ts";

/**
 * The key of one business, with which its tokens are sealed. It is stored wrapped by the master key in
 * `Business.dataKey`: erasing that value makes the business's tokens unreadable, in backups of them too, and a data key
 * that leaks exposes one business.
 */
export type DataKey = SealingKeys<"data">;

const dataKeyBytes = 32;

function placeOfDataKey(businessId: string): SecretContext {
  return { businessId, table: "Business", column: "dataKey", rowId: businessId };
}

function toDataKey(bytes: Uint8Array): DataKey {
  const currentKid = computeKeyId(bytes);
  return { kind: "data", currentKid, keys: new Map([[currentKid, createSecretKey(bytes)]]) };
}

/** Makes a random data key for a new business. It exists in memory only until `wrapDataKey`. */
export function createDataKey(): DataKey {
  return toDataKey(randomBytes(dataKeyBytes));
}

/** Wraps a business's data key with the current master key, for `Business.dataKey`. */
export function wrapDataKey(ring: KeyRing, dataKey: DataKey, businessId: string): string {
  const key = dataKey.keys.get(dataKey.currentKid);
  if (!key) throw new TypeError("The data key is empty.");
  return sealBytes(ring, key.export(), placeOfDataKey(businessId));
}

/**
 * Unwraps what is stored in `Business.dataKey`, with whichever key of the ring wrapped it.
 *
 * @throws DecryptionError when it is another business's, damaged, or wrapped with a key that is not in the ring
 */
export function unwrapDataKey(ring: KeyRing, wrapped: string, businessId: string): DataKey {
  const bytes = openBytes(ring, wrapped, placeOfDataKey(businessId));
  if (bytes.length !== dataKeyBytes) throw new DecryptionError("malformed");
  return toDataKey(bytes);
}

/**
 * Says whether a value is still sealed with an old master key: true until `rewrapDataKey` (or sealing it anew) has moved
 * it to the current one.
 *
 * @throws DecryptionError when the value is not an envelope
 */
export function needsRewrap(ring: KeyRing, sealed: string): boolean {
  return readKeyId(sealed) !== ring.currentKid;
}

/**
 * Moves a wrapped data key to the current master key. This is all that a rotation does to a business: the data key inside
 * stays the same, so every token sealed with it stays as it is, readable before, during and after.
 *
 * A value that is current already is answered unchanged, so a rotation that was interrupted can simply run again; two
 * processes may do it at once, either result is good.
 *
 * @throws DecryptionError as `unwrapDataKey` does; the stored value must then be left as it is
 */
export function rewrapDataKey(ring: KeyRing, wrapped: string, businessId: string): string {
  const dataKey = unwrapDataKey(ring, wrapped, businessId);
  return needsRewrap(ring, wrapped) ? wrapDataKey(ring, dataKey, businessId) : wrapped;
}
