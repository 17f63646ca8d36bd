import { expect, it } from "vitest";
import { isQuotedIn } from "./forget-quotes.ts";

const line = (quote: string) => `No stored answer fits: “${quote}”`;
const long = `my door code is 4711 and ${"the bell does not work, so ".repeat(8)}please knock`;

it.each([
  ["all of the quote", "code 4711", "code 4711"],
  ["line breaks and bold apart", "code 4711 and more", "code\n**4711**  and more "],
  ["one of several messages joined", "hello my door code is 4711 thanks", "my door code is 4711"],
  ["a quote cut short", `${long.slice(0, 119)}…`, long],
  ["a later message that the cut fell into", `hello ${long.slice(0, 113)}…`, long],
  ["a quote with quotes in it", "he said “yes” to me", "he said “yes” to me"],
])("finds the unsent text: %s", (_, quote, text) => {
  expect(isQuotedIn(line(quote), text)).toBe(true);
});

it.each([
  ["a letter of other words", "can you bake a cake?", "a"],
  ["a short word of another message", "thanks, where are you?", "thanks"],
  ["another message with the same start", "my door code is 4711, knock", "my door code is 4712, knock"],
  ["a longer message than the quote, which is whole", "my door code is", "my door code is 4711"],
  ["another cut-off message", `${long.slice(0, 119)}…`, "my door code is 4711 and nothing else"],
  ["nothing", "hello", "  "],
])("leaves the line alone: %s", (_, quote, text) => {
  expect(isQuotedIn(line(quote), text)).toBe(false);
});

it("reads only what stands in the quote", () => {
  expect(isQuotedIn("The customer asked for a person", "The customer asked for a person")).toBe(false);
});
