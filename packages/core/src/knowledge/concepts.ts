import { conceptLexicon } from "./concept-lexicon.ts";
import { type Token, tokenize } from "./tokenize.ts";

/** The concepts that a text is about, and which of its tokens said so. */
export type ConceptReading = { concepts: Set<string>; conceptsByToken: Map<number, Set<string>> };

type Phrase = { concept: string; stems: string[] };

/** How many words a "*" in a phrase may stand for. */
const gapLength = 2;

const phrasesByFirstStem = buildPhrases();

/**
 * Finds the small-business concepts (delivery, parking, price, …) in a tokenised text. A currency sign or amount in the
 * raw text counts as a price, which tokens no longer show. Pure; linear in the length of the text.
 */
export function readConcepts(tokens: Token[], rawText: string): ConceptReading {
  const concepts = new Set<string>();
  const conceptsByToken = new Map<number, Set<string>>();
  for (let start = 0; start < tokens.length; start++) {
    for (const phrase of phrasesByFirstStem.get(tokens[start]?.stem ?? "") ?? []) {
      const end = matchPhrase(tokens, start, phrase.stems);
      if (end === undefined) continue;
      concepts.add(phrase.concept);
      for (let position = start; position < end; position++) {
        const atToken = conceptsByToken.get(position) ?? new Set();
        conceptsByToken.set(position, atToken.add(phrase.concept));
      }
    }
  }
  if (/[$€£¥]\s?\d|\d\s?(?:[$€£¥]|usd|eur|gbp)/i.test(rawText)) concepts.add("price");
  return { concepts, conceptsByToken };
}

/** Where a phrase that starts at `start` ends (exclusive), or undefined if it does not match there. */
function matchPhrase(tokens: Token[], start: number, stems: string[]): number | undefined {
  let position = start;
  let gapLeft = 0;
  for (const stem of stems) {
    if (stem === "*") {
      gapLeft = gapLength;
      continue;
    }
    while (gapLeft > 0 && position < tokens.length && tokens[position]?.stem !== stem) {
      position++;
      gapLeft--;
    }
    if (tokens[position]?.stem !== stem) return undefined;
    position++;
    gapLeft = 0;
  }
  return position;
}

function buildPhrases(): Map<string, Phrase[]> {
  const byFirstStem = new Map<string, Phrase[]>();
  for (const [concept, phrases] of Object.entries(conceptLexicon)) {
    for (const text of phrases.split("|")) {
      const stems = text.split("*").flatMap((part, index) => {
        const words = tokenize(part).map((token) => token.stem);
        return index === 0 ? words : ["*", ...words];
      });
      const first = stems[0];
      if (first === undefined) continue;
      const list = byFirstStem.get(first) ?? [];
      byFirstStem.set(first, [...list, { concept, stems }]);
    }
  }
  return byFirstStem;
}
