import { buildIndex } from "../src/knowledge/faq-index.ts";
import { type Retrieval, retrieve } from "../src/knowledge/retrieve.ts";
import type { CaseSet } from "./evaluation-data.ts";

/** The thresholds of the product's settings: answer when the top entry's chance is at least this, menu when the top three's is. */
const answerAt = 0.5;
const menuAt = 0.25;

export type Verdict = {
  query: string;
  gold: string[];
  decision: "answer" | "menu" | "none";
  isTopRight: boolean;
  isInTopThree: boolean;
  retrieval: Retrieval;
};

/** Asks every question and sums up: shares of the answerable and of the unanswerable questions, and milliseconds a question. */
export function measureRetrieval(sets: CaseSet[]) {
  const started = performance.now();
  const verdicts = sets.flatMap(({ faqs, cases }) => {
    const index = buildIndex(faqs);
    return cases.map(({ query, gold }) => judge(query, gold, retrieve(index, query)));
  });
  const milliseconds = (performance.now() - started) / Math.max(1, verdicts.length);
  const removed = sets.flatMap(({ faqs, cases }) =>
    cases
      .filter((item) => item.gold.length > 0)
      .map(({ query, gold }) => {
        const rest = buildIndex(faqs.filter((faq) => !gold.includes(faq.id)));
        return judge(query, [], retrieve(rest, query));
      }),
  );
  const answerable = verdicts.filter((verdict) => verdict.gold.length > 0);
  const unanswerable = verdicts.filter((verdict) => verdict.gold.length === 0);
  const table = {
    answerable: answerable.length,
    unanswerable: unanswerable.length,
    recallAt1: share(answerable, (v) => v.isTopRight),
    recallAt3: share(answerable, (v) => v.isInTopThree),
    right: share(answerable, (v) => v.decision === "answer" && v.isTopRight),
    wrong: share(answerable, (v) => v.decision === "answer" && !v.isTopRight),
    menu: share(answerable, (v) => v.decision === "menu" && v.isInTopThree),
    none: share(answerable, (v) => v.decision === "none"),
    falseAnswer: share(unanswerable, (v) => v.decision === "answer"),
    falseMenu: share(unanswerable, (v) => v.decision === "menu"),
    rightlyNone: share(unanswerable, (v) => v.decision === "none"),
    removedAnswered: share(removed, (v) => v.decision === "answer"),
    milliseconds,
  };
  return { table, verdicts };
}

function judge(query: string, gold: string[], retrieval: Retrieval): Verdict {
  const [top, ...others] = retrieval.hits;
  const topThree = retrieval.hits.slice(0, 3);
  const topThreeSum = topThree.reduce((sum, hit) => sum + hit.probability, 0);
  const isAnswer = (top?.probability ?? 0) >= answerAt;
  return {
    query,
    gold,
    decision: isAnswer ? "answer" : others.length > 0 && topThreeSum >= menuAt ? "menu" : "none",
    isTopRight: top !== undefined && gold.includes(top.faqId),
    isInTopThree: topThree.some((hit) => gold.includes(hit.faqId)),
    retrieval,
  };
}

function share(verdicts: Verdict[], isTrue: (verdict: Verdict) => boolean): number {
  return verdicts.filter(isTrue).length / verdicts.length;
}
