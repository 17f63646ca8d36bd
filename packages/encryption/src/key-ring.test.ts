import { createHash, randomBytes } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createKeyRing, InvalidKeyError } from "./key-ring.ts";

const current = randomBytes(32).toString("hex");
const old = randomBytes(32).toString("hex");

describe("createKeyRing", () => {
  it("names a key by the start of its SHA-256", () => {
    const ring = createKeyRing({ current, old: [old] });
    const digest = createHash("sha256").update(Buffer.from(current, "hex")).digest("hex");
    expect(ring.currentKid).toBe(digest.slice(0, 8));
    expect(ring.keys.size).toBe(2);
  });

  it("takes capitals for the same key", () => {
    expect(createKeyRing({ current: current.toUpperCase(), old: [] }).currentKid).toBe(
      createKeyRing({ current, old: [] }).currentKid,
    );
  });

  it.each([
    ["empty", ""],
    ["short", "ab".repeat(31)],
    ["long", "ab".repeat(33)],
    ["not hexadecimal", "zz".repeat(32)],
    ["with a space", ` ${current.slice(1)}`],
    ["with a line break", `${current}\n`],
    ["all zero", "00".repeat(32)],
    ["one byte repeated", "7f".repeat(32)],
    ["two bytes repeated", "beef".repeat(16)],
    ["the digits in order", "0123456789abcdef".repeat(4)],
    ["half a key twice", "00112233445566778899aabbccddeeff".repeat(2)],
    ["counting up", Array.from({ length: 32 }, (_, index) => index.toString(16).padStart(2, "0")).join("")],
  ])("refuses a key that is %s, in either place", (_, key) => {
    expect(() => createKeyRing({ current: key, old: [] })).toThrow(InvalidKeyError);
    expect(() => createKeyRing({ current, old: [old, key] })).toThrow(/Old encryption key 2/);
  });

  it("refuses the same key twice", () => {
    expect(() => createKeyRing({ current, old: [current.toUpperCase()] })).toThrow(/twice/);
    expect(() => createKeyRing({ current, old: [old, old] })).toThrow(/twice/);
  });

  it("never shows a key, neither in its errors nor when it is logged", () => {
    const messageFor = (key: string): string => {
      try {
        createKeyRing({ current: key, old: [] });
      } catch (error) {
        if (error instanceof InvalidKeyError) return error.message;
      }
      return expect.fail("accepted");
    };
    for (const key of ["beef".repeat(16), "beef", "beef spoken"]) expect(messageFor(key)).not.toContain("beef");
    const ring = createKeyRing({ current, old: [old] });
    const shown = `${inspect(ring, { depth: 9, showHidden: true })} ${JSON.stringify(ring)}`;
    for (const hidden of [current, old, Buffer.from(current, "hex").toString("base64")])
      expect(shown).not.toContain(hidden);
  });
});
