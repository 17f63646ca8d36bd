export type JsonValue = null | boolean | number | string | JsonValue[] | JsonRecord;
export type JsonRecord = { [key: string]: JsonValue };

/** Real deliveries are about 12 levels deep; serialisers and Postgres fail somewhere above a few thousand. */
const MAX_DEPTH = 100;

/**
 * A copy of a parsed webhook body that can be stored and walked without surprises: no NUL and no lone surrogates in strings and
 * keys (Postgres refuses both), no `__proto__` keys, nothing deeper than 100 levels (replaced by a marker), only JSON types.
 * The delivery as received stays in the webhook log; this copy is what events are read from.
 */
export function cleanJson(value: unknown): JsonValue {
  return cleanValue(value, 0);
}

/** Without NUL and with lone surrogates replaced: what Postgres accepts as text and as JSON. */
export function cleanText(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes("\u0000") ? wellFormed.replaceAll("\u0000", "") : wellFormed;
}

function cleanValue(value: unknown, depth: number): JsonValue {
  switch (typeof value) {
    case "string":
      return cleanText(value);
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : null;
    case "bigint":
      return String(value);
    case "object":
      if (value === null) return null;
      if (depth >= MAX_DEPTH) return "[nested too deeply]";
      return Array.isArray(value)
        ? Array.from(value, (item) => cleanValue(item, depth + 1))
        : cleanRecord(value as Record<string, unknown>, depth);
    default:
      return null;
  }
}

function cleanRecord(record: Record<string, unknown>, depth: number): JsonRecord {
  const clean: JsonRecord = {};
  for (const key of Object.keys(record)) {
    const cleanKey = cleanText(key);
    // Assigning it would change the copy's prototype instead of adding a key.
    if (cleanKey === "__proto__" || record[key] === undefined) continue;
    clean[cleanKey] = cleanValue(record[key], depth + 1);
  }
  return clean;
}
