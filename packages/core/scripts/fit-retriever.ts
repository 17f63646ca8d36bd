/**
 * Fits the weights of the retriever's combiner and writes `src/knowledge/retriever-weights.json`.
 * Run: node packages/core/scripts/fit-retriever.ts
 *
 * The model: every entry of a knowledge base and "none of these" get a score, linear in their features; the softmax over
 * the scores is the probability. Fitted by maximum likelihood with an L2 penalty on the development data that is not held
 * out, and on the same questions with their right entries removed, where "none of these" is right.
 */
import { writeFileSync } from "node:fs";
import { buildIndex } from "../src/knowledge/faq-index.ts";
import { candidateFeatureNames, computeFeatures, queryFeatureNames } from "../src/knowledge/retrieval-features.ts";
import { type CaseSet, readCaseSets } from "./evaluation-data.ts";

type Example = { candidates: Float64Array[]; query: Float64Array; gold: Set<number>; weight: number };

/** A set's questions together weigh this much, so that 2,000 questions to a bank do not drown the shops. */
const setWeights = { "practice-shops": 300, "hotels-restaurants": 250, bank: 80, covid: 40 } as const;
/** How much a question with its right entry removed counts beside the question itself. */
const removedShare = 0.35;
/** What each entry's own question, asked word for word, counts: that must always find the entry. */
const ownQuestionShare = 0.1;
const penalty = 0.02;
const steps = 1500;

const candidateCount = candidateFeatureNames.length;
const size = candidateCount + queryFeatureNames.length;
const examples = Object.entries(setWeights).flatMap(([set, weight]) => {
  const found = readCaseSets(set as keyof typeof setWeights).flatMap(makeExamples);
  const total = found.reduce((sum, example) => sum + example.weight, 0);
  return found.map((example) => ({ ...example, weight: (example.weight * weight) / total }));
});
const fitted = fit(examples);
const rounded = [...fitted].map((value) => Math.round(value * 1000) / 1000);
const weights = {
  candidate: Object.fromEntries(candidateFeatureNames.map((name, i) => [name, rounded[i]])),
  query: Object.fromEntries(queryFeatureNames.map((name, i) => [name, rounded[candidateCount + i]])),
};
const target = new URL("../src/knowledge/retriever-weights.json", import.meta.url);
writeFileSync(target, `${JSON.stringify(weights, null, 2)}\n`);
console.log(`${examples.length} examples, loss ${lossAndGradient(examples, fitted).loss.toFixed(4)}`);
console.log(weights);

function makeExamples({ faqs, cases }: CaseSet): Example[] {
  const index = buildIndex(faqs);
  const ownQuestions = faqs.map((faq, i) => ({
    ...computeFeatures(index, faq.question),
    gold: new Set([i]),
    weight: ownQuestionShare,
  }));
  const asked = cases
    .filter((item) => !item.isHeldOut)
    .flatMap(({ query, gold }) => {
      const right = new Set(gold.map((id) => faqs.findIndex((faq) => faq.id === id)));
      const example = { ...computeFeatures(index, query), gold: right, weight: 1 };
      if (gold.length === 0) return [example];
      const rest = faqs.filter((faq) => !gold.includes(faq.id));
      const removed = { ...computeFeatures(buildIndex(rest), query), gold: new Set<number>(), weight: removedShare };
      return [example, removed];
    });
  return [...asked, ...ownQuestions];
}

/** Adam over the whole data; the problem is small and nearly convex, so that the start does not matter. */
function fit(data: Example[]): Float64Array {
  const values = new Float64Array(size);
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  for (let step = 1; step <= steps; step++) {
    const { gradient } = lossAndGradient(data, values);
    const rate = 0.05 * (1 - step / steps) + 0.001;
    gradient.forEach((slope, i) => {
      mean[i] = 0.9 * (mean[i] ?? 0) + 0.1 * slope;
      square[i] = 0.999 * (square[i] ?? 0) + 0.001 * slope * slope;
      const meanHat = (mean[i] ?? 0) / (1 - 0.9 ** step);
      const squareHat = (square[i] ?? 0) / (1 - 0.999 ** step);
      values[i] = (values[i] ?? 0) - (rate * meanHat) / (Math.sqrt(squareHat) + 1e-8);
    });
  }
  return values;
}

function lossAndGradient(data: Example[], values: Float64Array): { loss: number; gradient: Float64Array } {
  const gradient = new Float64Array(size);
  let loss = 0;
  let total = 0;
  for (const example of data) {
    const scores = example.candidates.map((features) => weigh(features, values, 0));
    const noneScore = weigh(example.query, values, candidateCount);
    const highest = Math.max(noneScore, ...scores);
    const exps = scores.map((score) => Math.exp(score - highest));
    const noneExp = Math.exp(noneScore - highest);
    const sum = exps.reduce((a, b) => a + b, noneExp);
    const goldSum = example.gold.size === 0 ? noneExp : [...example.gold].reduce((a, i) => a + (exps[i] ?? 0), 0);
    loss -= example.weight * Math.log(Math.max(goldSum / sum, 1e-12));
    total += example.weight;
    const pull = (features: Float64Array, offset: number, exp: number, isGold: boolean) => {
      const slope = exp / sum - (isGold ? exp / goldSum : 0);
      features.forEach((value, i) => {
        gradient[offset + i] = (gradient[offset + i] ?? 0) + example.weight * slope * value;
      });
    };
    example.candidates.forEach((features, i) => {
      pull(features, 0, exps[i] ?? 0, example.gold.has(i));
    });
    pull(example.query, candidateCount, noneExp, example.gold.size === 0);
  }
  const normed = gradient.map((slope, i) => slope / total + (penalty * (values[i] ?? 0)) / 10);
  const norm = values.reduce((a, value) => a + value * value, 0);
  return { loss: loss / total + (penalty * norm) / 20, gradient: normed };
}

function weigh(features: Float64Array, values: Float64Array, offset: number): number {
  let sum = 0;
  features.forEach((value, i) => {
    sum += value * (values[offset + i] ?? 0);
  });
  return sum;
}
