import { describe, expect, it } from "vitest";
import { readMessageMarks } from "./read-message-marks.ts";

/** The pieces as one text with their marks named. */
function marked(text: string, hasMarks = true): string {
  return readMessageMarks(text, hasMarks)
    .map((piece) => (piece.mark === "plain" ? piece.text : `<${piece.mark}:${piece.text}>`))
    .join("");
}

describe("readMessageMarks", () => {
  it.each([
    ["*Do you deliver?*\nYes.", "<bold:Do you deliver?>\nYes."],
    ["Reply _person_.", "Reply <italic:person>."],
    ["~9 €~ 8 €", "<strike:9 €> 8 €"],
    ["2*3*4 snake_case_name a * b * c", "2*3*4 snake_case_name a * b * c"],
    ["*open", "*open"],
    ["(see https://example.com/menu?a=1_2_3).", "(see <link:https://example.com/menu?a=1_2_3>)."],
    ["javascript:alert(1)", "javascript:alert(1)"],
  ])("%j reads as %j", (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it("leaves marks alone on channels without them, and still finds addresses", () => {
    expect(marked("*bold* https://example.com", false)).toBe("*bold* <link:https://example.com>");
  });

  it("reads a long hostile text quickly", () => {
    const started = performance.now();
    marked("*a ".repeat(2_000));
    marked(`*${"a".repeat(4_000)}`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
