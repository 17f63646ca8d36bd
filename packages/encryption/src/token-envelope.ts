import type { DataKey } from "./data-key.ts";
import { openBytes, type SecretContext, sealBytes } from "./envelope.ts";
import type { KeyRing } from "./key-ring.ts";

/**
 * Seals a secret for storage: an access token, a refresh token, a TOTP secret, a model's API key.
 *
 * A business's secrets are sealed with its data key, so that rotating the master key never touches them. The key ring
 * itself is for secrets of no business (a super admin's); those are sealed anew when `needsRewrap` says so.
 *
 * Sealing twice gives different texts, so sealed values cannot be compared or looked up. The context has to be the
 * same when opening: the row's id must be known before the row is written.
 *
 * @throws TypeError for an empty secret, and for text with half a surrogate pair, which would not come back the same
 */
export function sealToken(keys: DataKey | KeyRing, secret: string, context: SecretContext): string {
  if (secret === "") throw new TypeError("An empty secret is not stored.");
  if (!secret.isWellFormed()) throw new TypeError("A secret must be well-formed text.");
  return sealBytes(keys, Buffer.from(secret, "utf8"), context);
}

/**
 * Opens a stored secret. What does not authenticate for exactly this key and place is refused; text that was never
 * sealed is refused too, not passed through.
 *
 * @throws DecryptionError with the reason, safe to log
 */
export function openToken(keys: DataKey | KeyRing, sealed: string, context: SecretContext): string {
  return openBytes(keys, sealed, context).toString("utf8");
}
