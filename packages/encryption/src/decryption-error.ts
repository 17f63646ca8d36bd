/** Why a stored secret could not be read; safe as a label of a metric. */
export type DecryptionFailure = "empty" | "malformed" | "unsupported_version" | "unknown_key" | "not_authentic";

const sentences: Record<DecryptionFailure, string> = {
  empty: "it is empty",
  malformed: "it is not a sealed secret",
  unsupported_version: "its version is not supported",
  unknown_key: "its key is not in the key ring",
  not_authentic: "it was changed, or belongs to another row or key",
};

/**
 * A stored secret that must not be used. Its text and properties hold the reason only, never ciphertext, plaintext or
 * key, and there is no `cause`: it may be logged. Nothing falls back to the stored text when it is thrown.
 */
export class DecryptionError extends Error {
  override readonly name = "DecryptionError";
  readonly reason: DecryptionFailure;

  constructor(reason: DecryptionFailure) {
    super(`A stored secret could not be read: ${sentences[reason]}.`);
    this.reason = reason;
  }
}
