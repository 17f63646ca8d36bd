import { createHash } from "node:crypto";

/** Makes ids that look like and sort like UUIDv7 of the given time, but follow from the seed and the key alone. */
export type SeedIds = (key: string, at: Date) => string;

export function createSeedIds(seed: string): SeedIds {
  return (key, at) => {
    const time = at.getTime().toString(16).padStart(12, "0");
    const digest = createHash("sha256").update(`${seed}:${key}`).digest("hex");
    const variant = "89ab"[Number.parseInt(digest.slice(3, 4), 16) % 4];
    return `${time.slice(0, 8)}-${time.slice(8)}-7${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`;
  };
}
