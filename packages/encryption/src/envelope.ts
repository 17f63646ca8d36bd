import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { DecryptionError } from "./decryption-error.ts";
import type { SealingKeys } from "./key-ring.ts";

/**
 * The place a secret is stored in. It is authenticated with the ciphertext, so a value that is copied to another row,
 * column, table or business does not open there. `businessId` is null for a secret of no business (a super admin's).
 */
export type SecretContext = { businessId: string | null; table: string; column: string; rowId: string };

const version = "v1";
const algorithm = "aes-256-gcm";
const ivBytes = 12; // NIST SP 800-38D: 96 bits, the only length that needs no extra hashing.
const tagBytes = 16; // The full tag: a shorter one is accepted by Node unless the length is pinned.

type Parts = { kid: string; iv: Buffer; ciphertext: Buffer; tag: Buffer };

function encodeContext(kid: string, { businessId, table, column, rowId }: SecretContext): Buffer {
  const parts = [businessId, table, column, rowId];
  // A separator inside a part would let two places share one text; "-" stands for no business.
  const isClear = parts.every((part) => part === null || /^[A-Za-z0-9][\w.:@-]*$/.test(part));
  if (!isClear) throw new TypeError("Each part of a secret's context must be a plain identifier.");
  return Buffer.from([version, kid, businessId ?? "-", table, column, rowId].join("|"), "utf8");
}

/** Decodes base64url as it is written by us: Node skips foreign characters and unused bits, which would hide changes. */
function decodePart(text: string): Buffer {
  const bytes = Buffer.from(text, "base64url");
  if (text === "" || bytes.toString("base64url") !== text) throw new DecryptionError("malformed");
  return bytes;
}

function parseEnvelope(sealed: string): Parts {
  if (typeof sealed !== "string" || sealed === "") throw new DecryptionError("empty");
  const [foundVersion = "", kid = "", iv = "", ciphertext = "", tag = "", ...rest] = sealed.split(".");
  if (foundVersion !== version) {
    throw new DecryptionError(/^v\d{1,3}$/.test(foundVersion) ? "unsupported_version" : "malformed");
  }
  if (rest.length > 0 || !/^[0-9a-f]{8}$/.test(kid)) throw new DecryptionError("malformed");
  const parts = { kid, iv: decodePart(iv), ciphertext: decodePart(ciphertext), tag: decodePart(tag) };
  if (parts.iv.length !== ivBytes || parts.tag.length !== tagBytes) throw new DecryptionError("malformed");
  return parts;
}

/**
 * Reads which key sealed a value, without opening it.
 *
 * @throws DecryptionError when the value is not an envelope
 */
export function readKeyId(sealed: string): string {
  return parseEnvelope(sealed).kid;
}

/** Seals bytes as `v1.<kid>.<iv>.<ciphertext>.<tag>` with the current key and a random 12-byte iv. */
export function sealBytes(keys: SealingKeys, plaintext: Uint8Array, context: SecretContext): string {
  const kid = keys.currentKid;
  const key = keys.keys.get(kid);
  if (!key) throw new TypeError("The current key is not in the key ring.");
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagBytes });
  cipher.setAAD(encodeContext(kid, context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const encoded = [iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString("base64url"));
  return [version, kid, ...encoded].join(".");
}

/**
 * Opens what `sealBytes` made, with the key that it names.
 *
 * @throws DecryptionError in every other case; nothing of the plaintext is released before the tag has been checked
 */
export function openBytes(keys: SealingKeys, sealed: string, context: SecretContext): Buffer {
  const { kid, iv, ciphertext, tag } = parseEnvelope(sealed);
  const key = keys.keys.get(kid);
  if (!key) throw new DecryptionError("unknown_key");
  const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes });
  decipher.setAAD(encodeContext(kid, context));
  decipher.setAuthTag(tag);
  const opened = decipher.update(ciphertext);
  try {
    return Buffer.concat([opened, decipher.final()]);
  } catch {
    throw new DecryptionError("not_authentic");
  }
}
