import { createCipheriv, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDataKey } from "./data-key.ts";
import { DecryptionError, type DecryptionFailure } from "./decryption-error.ts";
import type { SecretContext } from "./envelope.ts";
import { createKeyRing } from "./key-ring.ts";
import { openToken, sealToken } from "./token-envelope.ts";

const dataKey = createDataKey();
const secret = "EAAGm0PX4ZCpsBA-canary";
const place: SecretContext = { businessId: "b-1", table: "Integration", column: "accessToken", rowId: "i-1" };
const sealed = sealToken(dataKey, secret, place);
const parts = sealed.split(".");

function failureOf(open: () => unknown): DecryptionFailure | "opened" {
  try {
    open();
    return "opened";
  } catch (error) {
    if (!(error instanceof DecryptionError)) throw error;
    return error.reason;
  }
}

const reasonFor = (text: string, context = place) => failureOf(() => openToken(dataKey, text, context));
const withPart = (index: number, value: string) => parts.with(index, value).join(".");

describe("a sealed token", () => {
  it("has the form v1.<kid>.<iv 12>.<ciphertext>.<tag 16>", () => {
    expect(parts).toHaveLength(5);
    expect(parts.slice(0, 2)).toEqual(["v1", dataKey.currentKid]);
    expect(dataKey.currentKid).toMatch(/^[0-9a-f]{8}$/);
    const lengths = parts.slice(2).map((part) => Buffer.from(part, "base64url").length);
    expect(lengths).toEqual([12, Buffer.byteLength(secret), 16]);
  });

  it("opens to the same text for any text and any place", () => {
    const identifier = fc.stringMatching(/^[A-Za-z0-9][\w.:@-]{0,40}$/);
    const context = fc.record({
      businessId: fc.option(identifier),
      table: identifier,
      column: identifier,
      rowId: identifier,
    });
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(text, context, (plaintext, where) => {
        expect(openToken(dataKey, sealToken(dataKey, plaintext, where), where)).toBe(plaintext);
      }),
      { seed: 20_261_122, numRuns: 500 },
    );
  });

  it("uses another iv each time", () => {
    const ivs = Array.from({ length: 1000 }, () => sealToken(dataKey, secret, place).split(".")[2]);
    expect(new Set(ivs).size).toBe(1000);
  });

  it("is not made of an empty secret or of broken text", () => {
    expect(() => sealToken(dataKey, "", place)).toThrow(TypeError);
    expect(() => sealToken(dataKey, "half \ud83d", place)).toThrow(TypeError);
  });
});

describe("what is not exactly that token is refused", () => {
  it("truncated at every byte", () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(reasonFor(sealed.slice(0, length)), `first ${length}`).not.toBe("opened");
      expect(reasonFor(sealed.slice(sealed.length - length)), `last ${length}`).not.toBe("opened");
    }
  });

  it("with any bit of its text flipped", () => {
    for (let index = 0; index < sealed.length; index += 1) {
      for (let bit = 0; bit < 7; bit += 1) {
        const flipped = String.fromCharCode(sealed.charCodeAt(index) ^ (1 << bit));
        const changed = sealed.slice(0, index) + flipped + sealed.slice(index + 1);
        expect(reasonFor(changed), `character ${index}, bit ${bit}`).not.toBe("opened");
      }
    }
  });

  it("with any bit of its iv, ciphertext or tag flipped", () => {
    for (const index of [2, 3, 4]) {
      const bytes = Buffer.from(parts[index] ?? "", "base64url");
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const changed = Buffer.from(bytes);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(reasonFor(withPart(index, changed.toString("base64url")))).toBe("not_authentic");
      }
    }
  });

  it.each([0, 4, 8, 12, 15, 17])("with a tag of %i bytes", (length) => {
    const tag = Buffer.concat([Buffer.from(parts[4] ?? "", "base64url"), Buffer.alloc(1)]).subarray(0, length);
    expect(reasonFor(withPart(4, tag.toString("base64url")))).toBe("malformed");
  });

  it.each(["rowId", "column", "table", "businessId"] as const)("moved to another %s", (part) => {
    expect(reasonFor(sealed, { ...place, [part]: "elsewhere" })).toBe("not_authentic");
  });

  it("moved between a business and none", () => {
    expect(reasonFor(sealed, { ...place, businessId: null })).toBe("not_authentic");
    const ofNone = sealToken(dataKey, secret, { ...place, businessId: null });
    expect(reasonFor(ofNone)).toBe("not_authentic");
  });

  it("put together from two tokens of one row", () => {
    const other = sealToken(dataKey, secret, place).split(".");
    for (const index of [2, 3, 4]) expect(reasonFor(withPart(index, other[index] ?? ""))).toBe("not_authentic");
  });

  it("opened with another business's key, or another key under the same id", () => {
    expect(failureOf(() => openToken(createDataKey(), sealed, place))).toBe("unknown_key");
    const [stranger] = createDataKey().keys.values();
    const impostor = { ...dataKey, keys: new Map([[dataKey.currentKid, stranger ?? expect.fail()]]) };
    expect(failureOf(() => openToken(impostor, sealed, place))).toBe("not_authentic");
  });

  it("sealed without its place", () => {
    const [key] = dataKey.keys.values();
    const iv = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key ?? expect.fail(), iv);
    const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]);
    const written = [iv, ciphertext, cipher.getAuthTag()].map((bytes) => bytes.toString("base64url"));
    expect(reasonFor(["v1", dataKey.currentKid, ...written].join("."))).toBe("not_authentic");
  });

  it.each<[string, string, DecryptionFailure]>([
    ["nothing", "", "empty"],
    ["plaintext", secret, "malformed"],
    ["plaintext with dots", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "malformed"],
    ["the old iv:tag:ciphertext", `${"00".repeat(12)}:${"00".repeat(16)}:c0ffee`, "malformed"],
    ["an envelope without version", parts.slice(1).join("."), "malformed"],
    ["version 0", withPart(0, "v0"), "unsupported_version"],
    ["version 2", withPart(0, "v2"), "unsupported_version"],
    ["version in capitals", withPart(0, "V1"), "malformed"],
    ["an unknown kid", withPart(1, "00000000"), "unknown_key"],
    ["a kid in capitals", withPart(1, "ABCDEF01"), "malformed"],
    ["a kid that objects have", withPart(1, "__proto__"), "malformed"],
    ["a sixth part", `${sealed}.AAAA`, "malformed"],
    ["a line break", `${sealed}\n`, "malformed"],
    ["padding", `${sealed}==`, "malformed"],
    ["no ciphertext", withPart(3, ""), "malformed"],
  ])("written as %s", (_, text, reason) => expect(reasonFor(text)).toBe(reason));

  it("asked for with a place that could be read as another", () => {
    const unclear = { ...place, table: "Integration|accessToken" };
    expect(() => sealToken(dataKey, secret, unclear)).toThrow(TypeError);
    expect(() => openToken(dataKey, sealed, unclear)).toThrow(TypeError);
    expect(() => sealToken(dataKey, secret, { ...place, rowId: "" })).toThrow(TypeError);
    expect(() => sealToken(dataKey, secret, { ...place, businessId: "-" })).toThrow(TypeError);
  });
});

describe("the error", () => {
  it("says why and nothing of the secret", () => {
    const texts = ["", secret, withPart(0, "v9"), withPart(1, "00000000"), withPart(4, parts[2] ?? ""), `${sealed}A`];
    for (const text of [...texts, withPart(3, Buffer.from("other").toString("base64url"))]) {
      const error = expectError(text);
      const shown = `${error.name} ${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
      for (const hidden of [secret, parts[2], parts[3], parts[4], dataKey.currentKid])
        expect(shown).not.toContain(hidden);
    }
  });

  function expectError(text: string): Error {
    try {
      openToken(dataKey, text, place);
    } catch (error) {
      if (error instanceof DecryptionError) return error;
    }
    return expect.fail("opened");
  }
});

describe("a secret of no business", () => {
  it("is sealed with the key ring itself and opens with an old key too", () => {
    const [first, second] = [randomBytes(32).toString("hex"), randomBytes(32).toString("hex")];
    const context = { businessId: null, table: "User", column: "totpSecret", rowId: "u-1" };
    const stored = sealToken(createKeyRing({ current: first, old: [] }), secret, context);
    expect(openToken(createKeyRing({ current: second, old: [first] }), stored, context)).toBe(secret);
  });
});
