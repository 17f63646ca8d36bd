/**
 * Prints how the retriever does on the development data, held-out cases only.
 * Run: pnpm --filter @frontdesk/core eval [--show small-business]
 */
import { argv } from "node:process";
import { readCaseSets } from "./evaluation-data.ts";
import { measureRetrieval, type Verdict } from "./measure-retrieval.ts";

const shown = argv.includes("--show") ? argv[argv.indexOf("--show") + 1] : undefined;
const header =
  "set                       asked  R@1  R@3  right wrong menu  none | unanswerable: asked answered menu none | removed: answered   ms";
console.log(header);
for (const set of ["small-business", "hotels-restaurants", "bank", "covid", "practice-shops"] as const) {
  const sets = readCaseSets(set);
  const only = set === "practice-shops" ? sets : sets.map((s) => ({ ...s, cases: s.cases.filter((c) => c.isHeldOut) }));
  const { table: t, verdicts } = measureRetrieval(only);
  const name = set === "practice-shops" ? `${set} (fitted on)` : set;
  console.log(
    `${name.padEnd(26)}${String(t.answerable).padStart(5)}  ${cut(t.recallAt1)}  ${cut(t.recallAt3)}   ${cut(t.right)}  ${cut(t.wrong)}  ${cut(t.menu)}  ${cut(t.none)} |               ${String(t.unanswerable).padStart(5)}      ${cut(t.falseAnswer)}  ${cut(t.falseMenu)}  ${cut(t.rightlyNone)} |               ${cut(t.removedAnswered)} ${t.milliseconds.toFixed(3)}`,
  );
  if (shown === set) verdicts.forEach(printVerdict);
}

function printVerdict(verdict: Verdict): void {
  const top = verdict.retrieval.hits[0];
  const mark = verdict.decision === "answer" ? (verdict.isTopRight ? "RIGHT" : "WRONG") : verdict.decision;
  console.log(
    `  ${mark.padEnd(6)} ${top?.probability.toFixed(2)} none ${verdict.retrieval.pNone.toFixed(2)}  ${verdict.query}  →  ${top?.question} [${verdict.gold.join(", ") || "none"}]`,
  );
}

function cut(share: number): string {
  return Number.isNaN(share) ? " – " : share.toFixed(2).replace(/^0/, "");
}
