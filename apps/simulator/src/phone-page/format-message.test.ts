import { describe, expect, it } from "vitest";
import { isOnlyEmoji, parseMarkup, renderMessageText, toPlainWords } from "./format-message.js";

/** The little of a document that rendering may touch. Setting innerHTML, or asking for a script, would throw. */
class FakeNode {
  readonly tag: string;
  readonly attributes: Record<string, string> = {};
  textContent = "";
  children: FakeNode[] = [];
  readonly ownerDocument = {
    createTextNode: (text: string) => Object.assign(new FakeNode("#text"), { textContent: text }),
    createElement: (tag: string) => new FakeNode(tag),
  };
  constructor(tag: string) {
    this.tag = tag;
  }
  set innerHTML(_html: string) {
    throw new Error("innerHTML was set");
  }
  setAttribute(name: string, value: string) {
    this.attributes[name] = value;
  }
  replaceChildren(...children: FakeNode[]) {
    this.children = children;
  }
}

function render(text: string): FakeNode[] {
  const target = new FakeNode("span");
  renderMessageText(target as unknown as HTMLElement, text);
  return target.children;
}

const written = (text: string) => render(text).map(({ tag, textContent }) => [tag, textContent]);

describe("WhatsApp's markup", () => {
  it.each([
    ["plain", [["#text", "plain"]]],
    ["*bold*", [["strong", "bold"]]],
    [
      "a *b* _c_ ~d~ `e`",
      [
        ["#text", "a "],
        ["strong", "b"],
        ["#text", " "],
        ["em", "c"],
        ["#text", " "],
        ["s", "d"],
        ["#text", " "],
        ["code", "e"],
      ],
    ],
    ["snake_case_name", [["#text", "snake_case_name"]]],
    ["2*3*4", [["#text", "2*3*4"]]],
    ["* not bold *", [["#text", "* not bold *"]]],
    ["*open", [["#text", "*open"]]],
    ["line\nbreak", [["#text", "line\nbreak"]]],
    ["```a *b*\nc```", [["code", "a *b*\nc"]]],
    ["", []],
  ])("%j", (text, expected) => {
    expect(written(text)).toEqual(expected);
  });

  it("links http and https addresses, without the sentence around them", () => {
    const [before, link, after] = render("See (https://napoli.example/menu?a=1). Bye");
    expect([before?.textContent, after?.textContent]).toEqual(["See (", "). Bye"]);
    expect(link).toMatchObject({ tag: "a", textContent: "https://napoli.example/menu?a=1" });
    expect(link?.attributes).toEqual({
      href: "https://napoli.example/menu?a=1",
      target: "_blank",
      rel: "noopener noreferrer nofollow",
    });
  });
});

describe("hostile text", () => {
  it.each([
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "*<b onclick=alert(1)>x</b>*",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    'https://x.example/" onmouseover="alert(1)',
    "https://x.example/<script>",
    "</span><style>*{display:none}</style>",
    "\u202eevil\u202c \u0000 \ufeff",
    "`".repeat(5000),
    "*_~".repeat(5000),
    `${"https://".repeat(2000)}x`,
  ])("stays text: %j", (text) => {
    const started = performance.now();
    const nodes = render(text);
    expect(performance.now() - started).toBeLessThan(500);
    const tags = new Set(nodes.map((node) => node.tag));
    expect(["#text", "strong", "em", "s", "code", "a"]).toEqual(expect.arrayContaining([...tags]));
    for (const node of nodes.filter((one) => one.tag === "a")) {
      expect(node.attributes.href).toMatch(/^https?:\/\//);
      expect(node.attributes.href).not.toMatch(/["'<>\s]/);
    }
  });

  it("loses no character", () => {
    for (const text of ["<b>&amp;</b>", "a\u0000b", "שלום עולם", "\ud83d lone", "https://a.example, then more"]) {
      expect(
        parseMarkup(text)
          .map((token) => token.text)
          .join(""),
      ).toBe(text);
    }
  });
});

describe("short forms", () => {
  it("read without marks on one line", () => {
    expect(toPlainWords("Yes,\n*Sundays* _too_")).toBe("Yes, Sundays too");
  });

  it.each([
    ["🙏", true],
    ["👍🏽 👨‍👩‍👧", true],
    ["🙏🙏🙏🙏", false],
    ["ok 👍", false],
    ["", false],
    ["17", false],
  ])("%j is only emoji: %s", (text, expected) => {
    expect(isOnlyEmoji(text)).toBe(expected);
  });
});
