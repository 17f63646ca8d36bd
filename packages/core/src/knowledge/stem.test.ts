import { expect, it } from "vitest";
import { stemWord } from "./stem.ts";

// Pairs from the sample vocabulary that Porter published with the algorithm.
it.each([
  ["caresses", "caress"],
  ["ponies", "poni"],
  ["cats", "cat"],
  ["agreed", "agre"],
  ["plastered", "plaster"],
  ["motoring", "motor"],
  ["sing", "sing"],
  ["conflated", "conflat"],
  ["hopping", "hop"],
  ["falling", "fall"],
  ["hissing", "hiss"],
  ["filing", "file"],
  ["happy", "happi"],
  ["sky", "sky"],
  ["relational", "relat"],
  ["conditional", "condit"],
  ["digitizer", "digit"],
  ["vietnamization", "vietnam"],
  ["hopefulness", "hope"],
  ["triplicate", "triplic"],
  ["electrical", "electr"],
  ["goodness", "good"],
  ["revival", "reviv"],
  ["allowance", "allow"],
  ["adjustment", "adjust"],
  ["adoption", "adopt"],
  ["effective", "effect"],
  ["probate", "probat"],
  ["cease", "ceas"],
  ["controlling", "control"],
  ["rolling", "roll"],
])("%s → %s", (word, stem) => {
  expect(stemWord(word)).toBe(stem);
});

it("brings the forms of a word together and leaves other scripts alone", () => {
  expect(new Set(["deliver", "delivers", "delivered", "delivering"].map(stemWord)).size).toBe(1);
  expect(stemWord("доставка")).toBe("доставка");
});
