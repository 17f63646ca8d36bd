import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { serialiseLikeMeta, serialiseUtf8 } from "./serialise-body.ts";
import { signBody } from "./sign-body.ts";

const SECRET = "sim_app_secret_4f0c2b";

describe("a webhook body", () => {
  it("is written with lower-case escapes and escaped slashes", () => {
    expect(serialiseLikeMeta({ a: "äöå/é" })).toBe(String.raw`{"a":"\u00e4\u00f6\u00e5\/\u00e9"}`);
  });

  it.each([
    ["an emoji as a surrogate pair", "🙏", String.raw`"\ud83d\ude4f"`],
    ["a lone surrogate", "\ud83d", String.raw`"\ud83d"`],
    ["quotes, a backslash and a line break", 'a"\\\n', String.raw`"a\"\\\n"`],
    ["right-to-left text", "שלום", String.raw`"\u05e9\u05dc\u05d5\u05dd"`],
    ["the separators that JavaScript leaves alone", "\u2028", String.raw`"\u2028"`],
    ["DEL, which PHP leaves alone", "\u007f", '"\u007f"'],
  ])("holds %s", (_name, text, expected) => {
    expect(serialiseLikeMeta(text)).toBe(expected);
    expect(JSON.parse(serialiseLikeMeta(text))).toBe(text);
  });

  it("can be raw UTF-8", () => {
    expect(serialiseUtf8({ a: "äöå/é" })).toBe('{"a":"äöå\\/é"}');
  });
});

describe("its signature", () => {
  it("is HMAC-SHA256 of the exact bytes with the app secret", () => {
    const bytes = String.raw`{"a":"\u00e4\u00f6\u00e5\/\u00e9"}`;
    expect(signBody(bytes, SECRET)["x-hub-signature-256"]).toBe(
      "sha256=e9bba97448713202921a567fd7ac1a187e1e40fc0f13be127cab1d86aa2449c8",
    );
    expect(signBody('{"a":"äöå/é"}', SECRET)["x-hub-signature-256"]).toBe(
      "sha256=850927743b79b81f1317dbd109685209b956216630db5bfdfd193d6c0294ea18",
    );
  });

  it("has the legacy SHA-1 beside it", () => {
    const expected = createHmac("sha1", SECRET).update("{}").digest("hex");
    expect(signBody("{}", SECRET)["x-hub-signature"]).toBe(`sha1=${expected}`);
  });

  it("can be wrong in each way that a receiver must notice", () => {
    const good = signBody("{}", SECRET)["x-hub-signature-256"];
    expect(signBody("{}", SECRET, "none")).toEqual({});
    expect(Object.keys(signBody("{}", SECRET, "sha1_only"))).toEqual(["x-hub-signature"]);
    for (const mode of ["bad", "wrong_secret"] as const) {
      const wrong = signBody("{}", SECRET, mode)["x-hub-signature-256"];
      expect(wrong).toMatch(/^sha256=[0-9a-f]{64}$/);
      expect(wrong).not.toBe(good);
    }
  });
});
