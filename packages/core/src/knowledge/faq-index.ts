import { readConcepts } from "./concepts.ts";
import { buildLexicalIndex, type LexicalIndex } from "./lexical-index.ts";
import { listCharGrams, normalizeText, type Token, tokenize } from "./tokenize.ts";

/** A stored question and answer as the retriever takes it; `variants` are other wordings of the question. */
export type FaqText = { id: string; question: string; answer: string; variants: string[] };

/** One wording of a question, or an answer, prepared for comparison. */
export type PreparedText = { normalized: string; stems: Set<string>; concepts: Set<string> };

export type IndexedFaq = { faq: FaqText; wordings: PreparedText[]; answer: PreparedText };

/** Everything that answering one business's customers needs, in memory. Build it anew when the knowledge changes. */
export type FaqIndex = {
  entries: IndexedFaq[];
  /** Which entry each document of the two wording indexes belongs to. */
  wordingOwner: number[];
  wordingStems: LexicalIndex;
  wordingGrams: LexicalIndex;
  answerStems: LexicalIndex;
  answerGrams: LexicalIndex;
  /** How telling a stem or concept is: rare among the entries is high. */
  stemIdf: Map<string, number>;
  conceptIdf: Map<string, number>;
  unknownIdf: number;
};

/**
 * Prepares one business's FAQ entries for `retrieve`. Costs about 3 ms for 40 entries; the result is immutable and can be
 * kept for as long as the entries stay as they are.
 */
export function buildIndex(faqs: FaqText[]): FaqIndex {
  const entries = faqs.map((faq) => ({
    faq,
    wordings: [faq.question, ...faq.variants].map(prepareText),
    answer: prepareText(faq.answer),
  }));
  const wordings = faqs.flatMap((faq, owner) => [faq.question, ...faq.variants].map((text) => ({ owner, text })));
  const answers = faqs.map((faq) => faq.answer);
  return {
    entries,
    wordingOwner: wordings.map((wording) => wording.owner),
    wordingStems: buildLexicalIndex(wordings.map((wording) => listContentStems(tokenize(wording.text)))),
    wordingGrams: buildLexicalIndex(wordings.map((wording) => listCharGrams(wording.text))),
    answerStems: buildLexicalIndex(answers.map((text) => listContentStems(tokenize(text)))),
    answerGrams: buildLexicalIndex(answers.map(listCharGrams)),
    stemIdf: computeIdf(entries, (text) => text.stems),
    conceptIdf: computeIdf(entries, (text) => text.concepts),
    unknownIdf: Math.log(1 + (entries.length + 0.5) / 0.5),
  };
}

/** The content stems of a text in order; grammar words only where there is nothing else. */
export function listContentStems(tokens: Token[]): string[] {
  return tokens.filter((token) => token.isContent).map((token) => token.stem);
}

function prepareText(text: string): PreparedText {
  const tokens = tokenize(text);
  return {
    normalized: normalizeText(text),
    stems: new Set(listContentStems(tokens)),
    concepts: readConcepts(tokens, text).concepts,
  };
}

function computeIdf(entries: IndexedFaq[], pick: (text: PreparedText) => Set<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const all = new Set([...entry.wordings, entry.answer].flatMap((text) => [...pick(text)]));
    for (const item of all) counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  const idf = new Map<string, number>();
  for (const [item, count] of counts) idf.set(item, Math.log(1 + (entries.length - count + 0.5) / (count + 0.5)));
  return idf;
}
