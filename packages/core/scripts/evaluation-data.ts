import { readFileSync } from "node:fs";
import type { FaqText } from "../src/knowledge/faq-index.ts";

/** One knowledge base with questions; `gold` is empty where no entry answers. `isHeldOut` ones are never fitted on. */
export type Case = { query: string; gold: string[]; isHeldOut: boolean };
export type CaseSet = { set: string; business: string; faqs: FaqText[]; cases: Case[] };

type Line = { business: string; query: string; gold: string[] };

/** Reads one of the development sets under `eval/`; which cases are held out depends on the set alone. */
export function readCaseSets(
  set: "small-business" | "practice-shops" | "hotels-restaurants" | "bank" | "covid",
): CaseSet[] {
  if (set === "bank") return [readBank()];
  if (set === "covid") return [readCovid()];
  const queries = readLines<Line>(`${set}/queries.jsonl`);
  const businesses = readLines<{ business: string; faqs: Omit<FaqText, "variants">[] }>(`${set}/kb.jsonl`);
  return businesses.map(({ business, faqs }, position) => ({
    set,
    business,
    faqs: faqs.map((faq) => ({ ...faq, variants: [] })),
    cases: queries
      .filter((line) => line.business === business)
      .map(({ query, gold }) => ({
        query,
        gold,
        isHeldOut: set === "small-business" || (set === "hotels-restaurants" && position % 2 === 1),
      })),
  }));
}

function readBank(): CaseSet {
  const intents = readLines<{ label: string; variants: string[] }>("bank/kb.jsonl");
  const queries = readLines<{ text: string; label: string | null }>("bank/queries.jsonl");
  const faqs = intents.map(({ label, variants }) => ({
    id: label,
    question: variants[0] ?? label,
    answer: label.replaceAll("_", " "),
    variants: variants.slice(1, 5),
  }));
  const cases = queries.map(({ text, label }, position) => ({
    query: text,
    gold: label === null ? [] : [label],
    isHeldOut: position % 2 === 1,
  }));
  return { set: "bank", business: "bank", faqs, cases };
}

function readCovid(): CaseSet {
  const pairs = readLines<{ q1: string; q2: string; similar: number }>("covid/pairs.jsonl");
  const questions = [...new Set(pairs.map((pair) => pair.q1))];
  const faqs = questions.map((question) => ({ id: question, question, answer: "", variants: [] }));
  const cases = pairs
    .filter((pair) => pair.similar === 1)
    .map((pair, position) => ({ query: pair.q2, gold: [pair.q1], isHeldOut: position % 2 === 1 }));
  return { set: "covid", business: "covid", faqs, cases };
}

function readLines<T>(path: string): T[] {
  const text = readFileSync(new URL(`../eval/${path}`, import.meta.url), "utf8");
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}
