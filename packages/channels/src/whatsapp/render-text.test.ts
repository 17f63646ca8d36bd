import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderText } from "./render-text.ts";

describe("markup", () => {
  it.each([
    ["**bold**, *italic*, __bold__, _italic_, ~~gone~~", "*bold*, _italic_, *bold*, _italic_, ~gone~"],
    ["***both*** and **bold with *italic* inside**", "*_both_* and *bold with _italic_ inside*"],
    ["# Opening **hours**\n## Sunday #\ntext", "*Opening hours*\n*Sunday*\ntext"],
    ["- one\n* two\n  - inner\n1. first\n2) second", "- one\n- two\n  - inner\n1. first\n2. second"],
    ["> quoted **text**", "> quoted *text*"],
    ["[our menu](https://x.example/a_b_c)", "our menu: https://x.example/a_b_c"],
    ["[https://x.example](https://x.example) <https://y.example>", "https://x.example https://y.example"],
    [
      "[write](mailto:a@b.example) ![a cake](https://x.example/c.png)",
      "write: a@b.example a cake: https://x.example/c.png",
    ],
    ["**[menu](https://x.example)**", "*menu: https://x.example*"],
    ["`a*b*c_d_` and **`x`**", "`a*b*c_d_` and *`x`*"],
    ["```js\nlet a = 2 * b * c;\n```\nafter", "```\nlet a = 2 * b * c;\n```\nafter"],
    ["\\*not bold\\* \\_x\\_", "*not bold* _x_"],
    ["a\r\nb\n\n\n\nc\n\n---\n\nd  ", "a\nb\n\nc\n\nd"],
    ["重点**很**多", "重点很多"],
  ])("%j becomes %j", (markdown, expected) => {
    expect(renderText(markdown)).toEqual([expected]);
  });

  it.each([
    "2 * 3 * 4 = 24",
    "2*3*4 and 2**3**4",
    "snake_case_name and some__double__name",
    "5 * 3 and 6* or *7",
    "https://x.example/a_b_c?x=*y*&z=__w__",
    "1 > 0 and #1 of 3",
    "+ 49 30 555",
    "~ 20 €",
    "a [bracket] (paren)",
    "💙 **",
  ])("leaves %j as it is", (text) => {
    expect(renderText(text)).toEqual([text.trim()]);
  });

  it.each(["", "  \n\n ", "---"])("sends nothing for %j", (text) => {
    expect(renderText(text)).toEqual([]);
  });

  it("stays quick on hostile text", () => {
    const started = performance.now();
    for (const piece of ["**a ", "*a", "__a ", "[a](", "~~a ", "`", "![", "***x"]) renderText(piece.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe("splitting", () => {
  const paragraph = (letter: string, length: number) => `${letter.repeat(9)} `.repeat(length / 10).trim();

  it("keeps 4096 characters in one piece, and splits 4097", () => {
    expect(renderText("x".repeat(4096))).toHaveLength(1);
    expect(renderText("x".repeat(4097)).map((piece) => piece.length)).toEqual([4096, 1]);
  });

  it("prefers paragraphs, then lines, then sentences, then words", () => {
    const [a, b] = [paragraph("a", 3000), paragraph("b", 3000)];
    expect(renderText(`${a}\n\n${b}`)).toEqual([a, b]);
    expect(renderText(`${a}\n${b}`)).toEqual([a, b]);
    expect(renderText(`${a}. ${b}`)).toEqual([`${a}.`, b]);
    const words = renderText(paragraph("c", 6000));
    expect(words[0]).toMatch(/ c{9}$/);
    expect(words).toHaveLength(2);
  });

  it("does not leave a crumb just because a paragraph ends there", () => {
    const pieces = renderText(`Hi!\n\n${paragraph("a", 6000)}`);
    expect(pieces).toHaveLength(2);
    expect(pieces[0]?.length).toBeGreaterThan(4000);
  });

  it("never splits an address or a grapheme", () => {
    const address = `https://x.example/${"p".repeat(200)}`;
    expect(renderText(`${"字".repeat(4000)}${address}`)).toEqual(["字".repeat(4000), address]);
    const family = "👨‍👩‍👧‍👦";
    for (const piece of renderText(family.repeat(1000))) expect(piece.replaceAll(family, "")).toBe("");
    const accented = renderText(`x${"e\u0301".repeat(5000)}`);
    expect(accented.every((piece) => /^x?(e\u0301)+$/.test(piece))).toBe(true);
  });

  it("closes and reopens a code block", () => {
    const pieces = renderText(`\`\`\`\n${"  indented line\n".repeat(500)}\`\`\``);
    expect(pieces.length).toBeGreaterThan(1);
    for (const piece of pieces) {
      expect(piece).toMatch(/^```\n {2}indented[\s\S]*\n```$/);
      expect(piece.length).toBeLessThanOrEqual(4096);
    }
  });

  it("loses nothing but white space, and every piece can be sent", () => {
    const bit = fc.oneof(
      fc.constantFrom(
        "word ",
        "\n",
        "\n\n",
        "End. ",
        "👨‍👩‍👧‍👦",
        "é",
        "字",
        "https://x.example/abc ",
        "x".repeat(500),
        "。",
      ),
      fc
        .string({ unit: "grapheme-ascii", maxLength: 30 })
        .map((text) => text.replace(/[\\`*_[\]()#<>~!|+-]/g, "").replace(/\d/g, "")),
    );
    fc.assert(
      fc.property(fc.array(bit, { minLength: 1, maxLength: 200 }), fc.integer({ min: 1, max: 40 }), (bits, times) => {
        const text = bits.join("").repeat(times);
        const pieces = renderText(text);
        expect(pieces.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(4096);
          expect(piece.trim()).not.toBe("");
          expect(piece.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});
