import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createDataKey, needsRewrap, rewrapDataKey, unwrapDataKey, wrapDataKey } from "./data-key.ts";
import { DecryptionError } from "./decryption-error.ts";
import { sealBytes } from "./envelope.ts";
import { createKeyRing } from "./key-ring.ts";
import { openToken, sealToken } from "./token-envelope.ts";

const [firstKey, secondKey] = [randomBytes(32).toString("hex"), randomBytes(32).toString("hex")];
const before = createKeyRing({ current: firstKey, old: [] });
const during = createKeyRing({ current: secondKey, old: [firstKey] });
const after = createKeyRing({ current: secondKey, old: [] });
const place = { businessId: "b-1", table: "Integration", column: "accessToken", rowId: "i-1" };

describe("a wrapped data key", () => {
  it("unwraps to the key that seals and opens the business's tokens", () => {
    const dataKey = createDataKey();
    const stored = sealToken(dataKey, "token", place);
    const unwrapped = unwrapDataKey(before, wrapDataKey(before, dataKey, "b-1"), "b-1");
    expect(unwrapped.currentKid).toBe(dataKey.currentKid);
    expect(openToken(unwrapped, stored, place)).toBe("token");
  });

  it("is another one for each business", () => {
    expect(createDataKey().currentKid).not.toBe(createDataKey().currentKid);
  });

  it("is refused for another business, with another ring, empty, damaged or bare", () => {
    const dataKey = createDataKey();
    const wrapped = wrapDataKey(before, dataKey, "b-1");
    expect(() => unwrapDataKey(before, wrapped, "b-2")).toThrow(DecryptionError);
    expect(() => unwrapDataKey(after, wrapped, "b-1")).toThrow(DecryptionError);
    expect(() => unwrapDataKey(before, "", "b-1")).toThrow(DecryptionError);
    expect(() => unwrapDataKey(before, wrapped.slice(0, -1), "b-1")).toThrow(DecryptionError);
    const [bytes] = [...dataKey.keys.values()].map((key) => key.export().toString("hex"));
    expect(() => unwrapDataKey(before, bytes ?? "", "b-1")).toThrow(DecryptionError);
  });

  it("is refused when what is wrapped is no key of 32 bytes", () => {
    const own = { businessId: "b-1", table: "Business", column: "dataKey", rowId: "b-1" };
    expect(() => unwrapDataKey(before, sealBytes(before, randomBytes(16), own), "b-1")).toThrow(DecryptionError);
  });

  it("is not opened as a token, nor a token as a data key", () => {
    const dataKey = createDataKey();
    const wrapped = wrapDataKey(before, dataKey, "b-1");
    expect(() => openToken(before, wrapped, place)).toThrow(DecryptionError);
    expect(() => unwrapDataKey(before, sealToken(before, "x".repeat(32), place), "b-1")).toThrow(DecryptionError);
  });
});

describe("rotating the master key", () => {
  it("moves the wrapped data keys and leaves every token as it is", () => {
    const dataKey = createDataKey();
    const token = sealToken(dataKey, "token", place);
    const wrapped = wrapDataKey(before, dataKey, "b-1");

    expect(needsRewrap(before, wrapped)).toBe(false);
    expect(needsRewrap(during, wrapped)).toBe(true);
    expect(openToken(unwrapDataKey(during, wrapped, "b-1"), token, place)).toBe("token");

    const moved = rewrapDataKey(during, wrapped, "b-1");
    expect(needsRewrap(during, moved)).toBe(false);
    expect(openToken(unwrapDataKey(after, moved, "b-1"), token, place)).toBe("token");
    expect(() => unwrapDataKey(before, moved, "b-1")).toThrow(DecryptionError);
  });

  it("can be run again after it was interrupted", () => {
    const moved = rewrapDataKey(during, wrapDataKey(before, createDataKey(), "b-1"), "b-1");
    expect(rewrapDataKey(during, moved, "b-1")).toBe(moved);
  });

  it("refuses what it cannot read, so that the stored value stays", () => {
    expect(() => rewrapDataKey(after, wrapDataKey(before, createDataKey(), "b-1"), "b-1")).toThrow(DecryptionError);
    expect(() => rewrapDataKey(during, wrapDataKey(before, createDataKey(), "b-1"), "b-2")).toThrow(DecryptionError);
    expect(() => needsRewrap(during, "plaintext")).toThrow(DecryptionError);
  });
});
