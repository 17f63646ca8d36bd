/**
 * Writes JSON byte for byte as Meta's PHP does: minified, every non-ASCII UTF-16 unit as `\uXXXX` in lower-case hex
 * (surrogate pairs as two), and `/` as `\/`. The signature is made over exactly these bytes.
 */
export function serialiseLikeMeta(value: unknown): string {
  return serialiseUtf8(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The variant with raw UTF-8 text, which Meta's documents leave open. */
export function serialiseUtf8(value: unknown): string {
  return JSON.stringify(value).replaceAll("/", "\\/");
}
