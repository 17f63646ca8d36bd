import { isAscii } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";

const HEX_DIGITS = "0123456789abcdef";

export type SignatureCheck =
  | { readonly ok: true; readonly secretIndex: number }
  | { readonly ok: false; readonly reason: "missing" | "malformed" | "mismatch" };

/**
 * Decides whether a webhook delivery comes from Meta: `X-Hub-Signature-256` must be "sha256=" and 64 lower-case hex digits of the
 * HMAC-SHA256 of the exact bytes received, under one of the app's secrets (an app with Instagram Login has two). SHA-1 and
 * everything else that is not exactly of this form is refused.
 *
 * Meta's Messenger page says that the signature is made over the escaped-unicode form (`ä` as `\u00e4`), other pages no longer do. On the wire bodies
 * are already escaped; for a body with raw non-ASCII characters both forms are therefore accepted: both prove knowledge of the secret.
 *
 * Compares in constant time and tries every secret, so that the time taken says nothing about either.
 * @throws Error when there is no secret, or an empty one: a missing configuration must never accept deliveries.
 */
export function verifySignature(delivery: {
  readonly rawBody: Uint8Array;
  readonly header: string | null;
  readonly secrets: readonly string[];
}): SignatureCheck {
  const { rawBody, header, secrets } = delivery;
  if (secrets.length === 0 || secrets.includes("")) {
    throw new Error("No app secret is configured, so no webhook delivery can be checked: set META_APP_SECRET.");
  }
  const signature = readSignature(header);
  if (!("digest" in signature)) return { ok: false, reason: signature.fault };

  const given = signature.digest;
  const signedForms = [rawBody, escapeNonAscii(rawBody)].filter((form) => form !== null);
  let secretIndex = -1;
  for (const [index, secret] of secrets.entries()) {
    for (const form of signedForms) {
      const expected = createHmac("sha256", secret).update(form).digest();
      const matches = expected.length === given.length && timingSafeEqual(expected, given);
      if (matches && secretIndex === -1) secretIndex = index;
    }
  }
  return secretIndex === -1 ? { ok: false, reason: "mismatch" } : { ok: true, secretIndex };
}

/**
 * What can be said of a signature before there is a body: its digest, or why it can't be one. Whether it is right,
 * `verifySignature` alone decides.
 */
export function readSignature(header: string | null): { digest: Buffer } | { fault: "missing" | "malformed" } {
  if (header === null || header === "") return { fault: "missing" };
  const hex = /^sha256=([0-9a-f]{64})$/.exec(header)?.[1];
  // The dollar sign alone would also allow a line break at the end.
  return hex === undefined || header.length !== 71 ? { fault: "malformed" } : { digest: Buffer.from(hex, "hex") };
}

/** The body with every non-ASCII UTF-16 unit as `\uXXXX`, lower-case; null if it is ASCII already or is no UTF-8. */
function escapeNonAscii(rawBody: Uint8Array): Buffer | null {
  if (isAscii(rawBody)) return null;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(rawBody);
  } catch {
    return null;
  }
  // By hand, not by a regular expression with a callback: strangers can send megabytes of this before any check has passed.
  const escaped = Buffer.allocUnsafe(text.length * 6);
  let end = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) {
      escaped[end++] = unit;
      continue;
    }
    escaped[end++] = 0x5c;
    escaped[end++] = 0x75;
    for (let shift = 12; shift >= 0; shift -= 4) escaped[end++] = HEX_DIGITS.charCodeAt((unit >> shift) & 0xf);
  }
  return escaped.subarray(0, end);
}
