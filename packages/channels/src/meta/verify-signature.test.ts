import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verifySignature } from "./verify-signature.ts";

const SECRET = "sim_app_secret_4f0c2b";
const bytes = (text: string) => new TextEncoder().encode(text);
const sign = (body: string | Uint8Array, secret = SECRET) =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
const check = (rawBody: Uint8Array, header: string | null, secrets: readonly string[] = [SECRET]) =>
  verifySignature({ rawBody, header, secrets });

describe("verifySignature", () => {
  it.each([
    ['{"a":"\\u00e4\\u00f6\\u00e5\\/\\u00e9"}', "e9bba97448713202921a567fd7ac1a187e1e40fc0f13be127cab1d86aa2449c8"],
    ['{"a":"äöå/é"}', "850927743b79b81f1317dbd109685209b956216630db5bfdfd193d6c0294ea18"],
  ])("accepts the known vector for %s", (body, hex) => {
    expect(check(bytes(body), `sha256=${hex}`)).toEqual({ ok: true, secretIndex: 0 });
  });

  it("accepts a raw UTF-8 body signed over its escaped form, surrogate pairs included, and not the other way round", () => {
    const raw = '{"a":"ä🙏"}';
    const escaped = '{"a":"\\u00e4\\ud83d\\ude4f"}';
    expect(check(bytes(raw), sign(escaped))).toEqual({ ok: true, secretIndex: 0 });
    expect(check(bytes(escaped), sign(raw))).toEqual({ ok: false, reason: "mismatch" });
  });

  it("accepts bytes that are no UTF-8 when their own signature is right", () => {
    const body = Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d]);
    expect(check(body, sign(body)).ok).toBe(true);
    expect(check(body, sign("other")).ok).toBe(false);
  });

  it("tries every secret and says which one matched", () => {
    expect(check(bytes("{}"), sign("{}", "b"), ["a", "b", "c"])).toEqual({ ok: true, secretIndex: 1 });
    expect(check(bytes("{}"), sign("{}", "a"), ["a", "b", "a"])).toEqual({ ok: true, secretIndex: 0 });
    expect(check(bytes("{}"), sign("{}", "d"), ["a", "b", "c"])).toEqual({ ok: false, reason: "mismatch" });
  });

  it.each([null, ""])("calls a header of %o missing", (header) => {
    expect(check(bytes("{}"), header)).toEqual({ ok: false, reason: "missing" });
  });

  const good = sign("{}");
  it.each([
    ["upper-case hex", good.replace(/[a-f]/g, (digit) => digit.toUpperCase())],
    ["upper-case prefix", good.replace("sha256", "SHA256")],
    ["no prefix", good.slice(7)],
    ["sha1", `sha1=${createHmac("sha1", SECRET).update("{}").digest("hex")}`],
    ["sha1 prefix before a right value", good.replace("sha256", "sha1")],
    ["two headers joined", `${good}, ${good}`],
    ["two headers joined without a space", `${good},${good}`],
    ["one digit less", good.slice(0, -1)],
    ["one digit more", `${good}0`],
    ["a line break at the end", `${good}\n`],
    ["a space before", ` ${good}`],
    ["a digit that is none", `${good.slice(0, -1)}g`],
    ["only the prefix", "sha256="],
  ])("refuses %s", (_, header) => {
    expect(check(bytes("{}"), header)).toEqual({ ok: false, reason: "malformed" });
  });

  it.each([[[]], [[""]], [["a", ""]]])("throws with the secrets %j, rather than accept anything", (secrets) => {
    expect(() => check(bytes("{}"), sign("{}", ""), secrets)).toThrow(/META_APP_SECRET/);
  });

  it("refuses every flipped bit of the body and of the signature, and accepts the original", () => {
    const body = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.json().map(bytes));
    fc.assert(
      fc.property(body, fc.nat(), fc.nat(), fc.integer({ min: 0, max: 7 }), (original, place, digit, bit) => {
        const header = sign(original);
        expect(check(original, header).ok).toBe(true);
        const flipped = Uint8Array.from(original);
        const index = place % flipped.length;
        flipped[index] = (flipped[index] ?? 0) ^ (1 << bit);
        expect(check(flipped, header).ok).toBe(false);
        const hex = Buffer.from(header.slice(7), "hex");
        hex.writeUInt8(hex.readUInt8(digit % 32) ^ (1 << bit), digit % 32);
        expect(check(original, `sha256=${hex.toString("hex")}`)).toEqual({ ok: false, reason: "mismatch" });
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});
