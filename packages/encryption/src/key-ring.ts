import { createHash, createSecretKey, type KeyObject } from "node:crypto";

/**
 * Keys by id, one of them for sealing. Node's KeyObject keeps the bytes out of logs, JSON and `util.inspect`.
 * `kind` keeps a business's data key from being taken for the master keys.
 */
export type SealingKeys<Kind extends "master" | "data" = "master" | "data"> = {
  readonly kind: Kind;
  readonly currentKid: string;
  readonly keys: ReadonlyMap<string, KeyObject>;
};

/** The installation's master keys: the current one seals, the old ones only open. */
export type KeyRing = SealingKeys<"master">;

/** A master key that is not safe to use; the message says which one and why, never its value. */
export class InvalidKeyError extends Error {
  override readonly name = "InvalidKeyError";
}

const keyBytes = 32;

/** The id of a key: the first 8 hexadecimal digits of its SHA-256. It names a key without telling anything about it. */
export function computeKeyId(key: Uint8Array): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 8);
}

/** A pattern (`00…`, `abab…`, `0123456789abcdef` four times, counting up) is an example or a default, not a secret. */
function isPattern(key: Uint8Array): boolean {
  const isRepeated = [1, 2, 4, 8, 16].some((period) => key.every((byte, index) => byte === key[index % period]));
  const step = (index: number) => ((key[index] ?? 0) - (key[index - 1] ?? 0) + 256) % 256;
  const isCounting = key.every((_, index) => index < 2 || step(index) === step(1));
  return isRepeated || isCounting;
}

function readKey(hex: string, name: string): Buffer {
  if (!/^[0-9a-f]{64}$/i.test(hex)) {
    throw new InvalidKeyError(`${name} must be ${keyBytes} bytes as 64 hexadecimal digits (openssl rand -hex 32).`);
  }
  const key = Buffer.from(hex, "hex");
  if (isPattern(key)) throw new InvalidKeyError(`${name} is a pattern, not a random key (openssl rand -hex 32).`);
  return key;
}

/**
 * Makes the ring of master keys from `ENCRYPTION_KEY` and the list of `ENCRYPTION_KEYS_OLD`.
 *
 * Rotating: put a new key in `current`, the former one in `old`, and start every process so; then pass every
 * `Business.dataKey` through `rewrapDataKey`; when none `needsRewrap` any more, drop the old key. Tokens themselves are
 * sealed with data keys, so none of them is touched.
 *
 * @throws InvalidKeyError when a key is short, not hexadecimal, a pattern, or twice in the ring
 */
export function createKeyRing({ current, old }: { current: string; old: readonly string[] }): KeyRing {
  const named = [
    { name: "The current encryption key", hex: current },
    ...old.map((hex, index) => ({ name: `Old encryption key ${index + 1}`, hex })),
  ];
  const keys = new Map<string, KeyObject>();
  for (const { name, hex } of named) {
    const key = readKey(hex, name);
    const kid = computeKeyId(key);
    if (keys.has(kid)) throw new InvalidKeyError(`${name} is in the key ring twice.`);
    keys.set(kid, createSecretKey(key));
  }
  const [currentKid = ""] = keys.keys();
  return { kind: "master", currentKid, keys };
}
