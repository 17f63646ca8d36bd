import { createHash } from "node:crypto";

/**
 * Makes every id that Meta would make up. The same seed and the same calls give the same ids: each kind of id counts by
 * itself, so that one more log line or trace id never shifts the message ids.
 */
export type Identifiers = {
  /** Message id: base64 of the other party's phone digits and random hex, laid out like the ids in Meta's webhooks. */
  wamid(phoneDigits: string, direction: "in" | "out"): string;
  traceId(): string;
  mediaId(): string;
  /** Business-scoped user id of one person in one business portfolio; the same pair always gives the same id. */
  userId(country: string, personId: string, businessId: string, generation?: number): string;
  /** Counts within `kind`: "delivery" gives "delivery-1", "delivery-2", … */
  next(kind: string): string;
  /** A number from 0 up to 1 that depends on the seed and `key` alone. */
  fraction(key: string): number;
  counters: Record<string, number>;
};

export function createIdentifiers(seed: number, counters: Record<string, number> = {}): Identifiers {
  const digest = (key: string) => createHash("sha256").update(`${seed}:${key}`).digest();
  function count(kind: string): number {
    const value = (counters[kind] ?? 0) + 1;
    counters[kind] = value;
    return value;
  }
  const digits = (hash: Buffer, length: number) =>
    (hash.readBigUInt64BE(0) * 1_000_003n + hash.readBigUInt64BE(8)).toString().padStart(length, "7").slice(-length);

  return {
    counters,
    wamid(phoneDigits, direction) {
      const hex = digest(`wamid:${count("wamid")}`)
        .toString("hex")
        .toUpperCase()
        .slice(0, direction === "in" ? 20 : 18);
      const head = Buffer.from([0x1c, 0x18, phoneDigits.length]);
      const middle = Buffer.from([0x15, 0x02, 0x00, direction === "in" ? 0x12 : 0x11, 0x18, hex.length]);
      const bytes = Buffer.concat([head, Buffer.from(phoneDigits), middle, Buffer.from(hex), Buffer.from([0x00])]);
      return `wamid.${bytes.toString("base64")}`;
    },
    traceId: () =>
      `A${digest(`trace:${count("trace")}`)
        .toString("base64url")
        .slice(0, 22)}`,
    mediaId: () => `1${digits(digest(`media:${count("media")}`), 15)}`,
    userId: (country, personId, businessId, generation = 0) =>
      `${country}.1${digits(digest(`user:${personId}:${businessId}:${generation}`), 16)}`,
    next: (kind) => `${kind}-${count(kind)}`,
    fraction: (key) => digest(`fraction:${key}`).readUInt32BE(0) / 2 ** 32,
  };
}
