import type { FaqIndex } from "./faq-index.ts";
import { candidateFeatureNames, computeFeatures, queryFeatureNames } from "./retrieval-features.ts";
import weights from "./retriever-weights.json" with { type: "json" };

/** An entry that may answer a question, with the stored texts that may be quoted. */
export type RetrievalHit = { faqId: string; question: string; answer: string; score: number; probability: number };

export type Retrieval = { hits: RetrievalHit[]; pNone: number };

const candidateWeights = candidateFeatureNames.map((name) => weights.candidate[name]);
const queryWeights = queryFeatureNames.map((name) => weights.query[name]);

/**
 * Ranks one business's entries for a customer's question, best first (at most 10). `probability` is the calibrated
 * chance that the entry answers it; they and `pNone`, the chance that none does, sum to at most 1. Pure and synchronous,
 * well under a millisecond for 40 entries. The weights are made by `scripts/fit-retriever.ts`.
 */
export function retrieve(index: FaqIndex, query: string): Retrieval {
  if (index.entries.length === 0) return { hits: [], pNone: 1 };
  const features = computeFeatures(index, query);
  const scores = features.candidates.map((candidate) => dot(candidate, candidateWeights));
  const noneScore = dot(features.query, queryWeights);
  const highest = Math.max(noneScore, ...scores);
  const total = scores.reduce((sum, score) => sum + Math.exp(score - highest), Math.exp(noneScore - highest));
  const hits = index.entries.map((entry, i) => ({
    faqId: entry.faq.id,
    question: entry.faq.question,
    answer: entry.faq.answer,
    score: scores[i] ?? 0,
    probability: Math.exp((scores[i] ?? 0) - highest) / total,
  }));
  hits.sort((a, b) => b.score - a.score || (a.faqId < b.faqId ? -1 : 1));
  return { hits: hits.slice(0, 10), pNone: Math.exp(noneScore - highest) / total };
}

function dot(features: Float64Array, by: number[]): number {
  let sum = 0;
  features.forEach((value, i) => {
    sum += value * (by[i] ?? 0);
  });
  return sum;
}
