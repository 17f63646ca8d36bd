import { type ConceptReading, readConcepts } from "./concepts.ts";
import { type FaqIndex, type IndexedFaq, listContentStems, type PreparedText } from "./faq-index.ts";
import { type LexicalIndex, scoreLexically } from "./lexical-index.ts";
import { listCharGrams, normalizeText, type Token, tokenize } from "./tokenize.ts";

/** What the combiner knows of one candidate entry, in the order of its weights. All lie between 0 and 1. */
export const candidateFeatureNames = [
  "wordingStemShare",
  "wordingStemLead",
  "wordingGramShare",
  "wordingGramLead",
  "answerStemShare",
  "answerStemLead",
  "answerGramShare",
  "answerGramLead",
  "conceptInWording",
  "conceptInAnswer",
  "conceptMissed",
  "conceptUnasked",
  "explainedByWording",
  "explainedByEntry",
  "wordingCovered",
  "mutualCover",
  "sameQuestion",
  "bestOverall",
] as const;

/** What it knows of the question alone, which speaks for or against "none of these". */
export const queryFeatureNames = [
  "always",
  "contentLength",
  "oneContentWord",
  "nothingToCompare",
  "unknownShare",
  "strangeConceptShare",
  "hasConcept",
] as const;

export type QueryFeatures = { candidates: Float64Array[]; query: Float64Array };

/** Turns a question and an index into the numbers that the combiner weighs. Pure. */
export function computeFeatures(index: FaqIndex, query: string): QueryFeatures {
  const tokens = tokenize(query);
  const stems = listContentStems(tokens);
  const reading = readConcepts(tokens, query);
  const grams = listCharGrams(query);
  const wordingStems = scoreWordings(index, index.wordingStems, stems);
  const wordingGrams = scoreWordings(index, index.wordingGrams, grams);
  const answerStems = shareAndLead(scoreLexically(index.answerStems, stems));
  const answerGrams = shareAndLead(scoreLexically(index.answerGrams, grams));
  const normalized = normalizeText(query);

  const candidates = index.entries.map((entry, i) => {
    const wordings = entry.wordings.map((wording) => compareWording(index, tokens, reading, wording));
    const best = wordings.reduce((a, b) => (b.mutual > a.mutual ? b : a));
    const concept = compareConcepts(index, reading, entry);
    return Float64Array.from([
      wordingStems.share[i] ?? 0,
      wordingStems.lead[i] ?? 0,
      wordingGrams.share[i] ?? 0,
      wordingGrams.lead[i] ?? 0,
      answerStems.share[i] ?? 0,
      answerStems.lead[i] ?? 0,
      answerGrams.share[i] ?? 0,
      answerGrams.lead[i] ?? 0,
      concept.inWording,
      concept.inAnswer,
      concept.missed,
      concept.unasked,
      best.explained,
      Math.max(best.explained, explainedShare(index, tokens, reading, [...entry.wordings, entry.answer])),
      best.covered,
      best.mutual,
      entry.wordings.some((wording) => wording.normalized === normalized) ? 1 : 0,
      0,
    ]);
  });
  markBestOverall(candidates);
  return { candidates, query: computeQueryFeatures(index, tokens, reading) };
}

function scoreWordings(index: FaqIndex, lexical: LexicalIndex, terms: string[]) {
  const { scores, bound } = scoreLexically(lexical, terms);
  const best = new Float64Array(index.entries.length);
  scores.forEach((score, document) => {
    const owner = index.wordingOwner[document] ?? 0;
    best[owner] = Math.max(best[owner] ?? 0, score);
  });
  return shareAndLead({ scores: best, bound });
}

function shareAndLead({ scores, bound }: { scores: Float64Array; bound: number }) {
  const top = scores.reduce((a, b) => Math.max(a, b), 0);
  return {
    share: scores.map((score) => (bound > 0 ? Math.min(1, score / bound) : 0)),
    lead: scores.map((score) => (top > 0 ? score / top : 0)),
  };
}

/** The one candidate that leads when plain word evidence is added up; margins matter to the combiner. */
function markBestOverall(candidates: Float64Array[]): void {
  const sums = candidates.map((f) => (f[1] ?? 0) + (f[3] ?? 0) + (f[8] ?? 0) + (f[13] ?? 0) + (f[15] ?? 0));
  const ranked = [...sums].sort((a, b) => b - a);
  const margin = (ranked[0] ?? 0) - (ranked[1] ?? 0);
  const leader = candidates[sums.indexOf(ranked[0] ?? 0)];
  if (leader && (ranked[0] ?? 0) > 0) leader[candidateFeatureNames.length - 1] = Math.min(1, margin);
}

function compareWording(index: FaqIndex, tokens: Token[], reading: ConceptReading, wording: PreparedText) {
  const explained = explainedShare(index, tokens, reading, [wording]);
  const queryStems = new Set(listContentStems(tokens));
  const sharesConcept = [...wording.concepts].some((concept) => reading.concepts.has(concept));
  let total = 0;
  let covered = 0;
  for (const stem of wording.stems) {
    const weight = index.stemIdf.get(stem) ?? index.unknownIdf;
    total += weight;
    if (queryStems.has(stem)) covered += weight;
  }
  const wordCover = total > 0 ? covered / total : 0;
  const conceptCover = overlap(index.conceptIdf, index.unknownIdf, wording.concepts, [reading.concepts]);
  const coveredShare = sharesConcept ? Math.max(wordCover, conceptCover) : wordCover;
  return { explained, covered: coveredShare, mutual: Math.sqrt(explained * coveredShare) };
}

/** Which share of the question's content (by weight) the texts hold, as the same stem or through a shared concept. */
function explainedShare(index: FaqIndex, tokens: Token[], reading: ConceptReading, texts: PreparedText[]): number {
  let total = 0;
  let explained = 0;
  tokens.forEach((token, position) => {
    const concepts = reading.conceptsByToken.get(position);
    if (!token.isContent && !concepts) return;
    const weight = token.isContent ? (index.stemIdf.get(token.stem) ?? index.unknownIdf) : 0.5;
    total += weight;
    const isHeld = texts.some(
      (text) => text.stems.has(token.stem) || (concepts && [...concepts].some((concept) => text.concepts.has(concept))),
    );
    if (isHeld) explained += weight;
  });
  return total > 0 ? explained / total : 0;
}

function compareConcepts(index: FaqIndex, reading: ConceptReading, entry: IndexedFaq) {
  const wordingConcepts = new Set(entry.wordings.flatMap((wording) => [...wording.concepts]));
  const inWording = overlap(index.conceptIdf, index.unknownIdf, reading.concepts, [wordingConcepts]);
  const inAnswer = overlap(index.conceptIdf, index.unknownIdf, reading.concepts, [entry.answer.concepts]);
  const inEither = overlap(index.conceptIdf, index.unknownIdf, reading.concepts, [
    wordingConcepts,
    entry.answer.concepts,
  ]);
  const asked = overlap(index.conceptIdf, index.unknownIdf, wordingConcepts, [reading.concepts]);
  return {
    inWording,
    inAnswer,
    missed: reading.concepts.size > 0 ? 1 - inEither : 0,
    unasked: wordingConcepts.size > 0 ? 1 - asked : 0,
  };
}

function overlap(idf: Map<string, number>, unknown: number, wanted: Set<string>, held: Set<string>[]): number {
  let total = 0;
  let shared = 0;
  for (const concept of wanted) {
    const weight = idf.get(concept) ?? unknown;
    total += weight;
    if (held.some((concepts) => concepts.has(concept))) shared += weight;
  }
  return total > 0 ? shared / total : 0;
}

function computeQueryFeatures(index: FaqIndex, tokens: Token[], reading: ConceptReading): Float64Array {
  const content = tokens.filter((token) => token.isContent);
  const unknown = tokens.filter(
    (token, position) => token.isContent && !index.stemIdf.has(token.stem) && !reading.conceptsByToken.has(position),
  );
  const strange = [...reading.concepts].filter((concept) => !index.conceptIdf.has(concept));
  return Float64Array.from([
    1,
    Math.min(1, content.length / 12),
    content.length === 1 ? 1 : 0,
    content.length === 0 && reading.concepts.size === 0 ? 1 : 0,
    content.length > 0 ? unknown.length / content.length : 0,
    reading.concepts.size > 0 ? strange.length / reading.concepts.size : 0,
    reading.concepts.size > 0 ? 1 : 0,
  ]);
}
