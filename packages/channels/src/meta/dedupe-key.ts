import { createHash } from "node:crypto";
import type { JsonValue } from "./clean-json.ts";
import { isRecord } from "./read-json.ts";

/** Keys are unique-indexed; a B-tree row holds about 2,700 bytes. */
const MAX_KEY_LENGTH = 600;

/** Joins the parts with ":", and shortens a key that would be too long for an index to a hash that is as unique. */
export function dedupeKey(...parts: readonly string[]): string {
  const key = parts.join(":");
  return key.length <= MAX_KEY_LENGTH ? key : `${parts[0]}:sha256:${sha256(key)}`;
}

/** For events without an id of their own: the same content gives the same key, whatever the order of its fields. */
export function contentKey(prefix: string, assetId: string, content: JsonValue): string {
  return dedupeKey(prefix, assetId, "sha256", sha256(canonicalJson(content)));
}

function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const fields = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${fields.join(",")}}`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
