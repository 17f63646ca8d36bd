import type { JsonRecord, JsonValue } from "./clean-json.ts";

/** Longer ids cannot be Meta's, and would not fit into a unique index (a B-tree row holds about 2,700 bytes). */
const MAX_ID_LENGTH = 512;

export function isRecord(value: JsonValue | undefined): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value under a key of the body itself; never what an object inherits ("constructor", "toString"). */
export function valueAt(record: JsonRecord, key: string): JsonValue | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

export function recordAt(record: JsonRecord, key: string): JsonRecord | undefined {
  const value = valueAt(record, key);
  return isRecord(value) ? value : undefined;
}

/** A list; a single thing where a list was expected counts as a list of one, so that nothing is lost. */
export function listAt(record: JsonRecord, key: string): JsonValue[] {
  const value = valueAt(record, key);
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** A text; numbers become text, empty text is no text. */
export function textAt(record: JsonRecord, key: string): string | undefined {
  const value = valueAt(record, key);
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** An id: ids as numbers become text, and what is too long to be an id is none. */
export function idAt(record: JsonRecord, key: string): string | undefined {
  const text = textAt(record, key);
  return text !== undefined && text.length <= MAX_ID_LENGTH ? text : undefined;
}

/** A finite number, also from a numeric string. */
export function numberAt(record: JsonRecord, key: string): number | undefined {
  const value = valueAt(record, key);
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

export function booleanAt(record: JsonRecord, key: string): boolean | undefined {
  const value = valueAt(record, key);
  if (value === "true" || value === "false") return value === "true";
  return typeof value === "boolean" ? value : undefined;
}

/**
 * A time that Meta gives in whole seconds since 1970, as a number or as text. Null where there is none or where it cannot be seconds
 * (zero, negative, fractions, milliseconds): a wrong time would open or close a reply window.
 */
export function secondsAt(record: JsonRecord, key: string): Date | null {
  const seconds = numberAt(record, key);
  if (seconds === undefined || !Number.isInteger(seconds) || seconds <= 0 || seconds >= 100_000_000_000) return null;
  return new Date(seconds * 1000);
}

type WithoutUndefined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same fields without those that are undefined, so that optional fields are absent rather than empty. */
export function dropUndefined<T extends Record<string, unknown>>(fields: T): WithoutUndefined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as WithoutUndefined<T>;
}
