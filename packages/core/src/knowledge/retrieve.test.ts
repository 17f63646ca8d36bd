import { describe, expect, it } from "vitest";
import { readCaseSets } from "../../scripts/evaluation-data.ts";
import { measureRetrieval } from "../../scripts/measure-retrieval.ts";
import { buildIndex } from "./faq-index.ts";
import { retrieve } from "./retrieve.ts";

const smallBusiness = readCaseSets("small-business");
const napoli = buildIndex(smallBusiness.find((set) => set.business === "napoli")?.faqs ?? []);

describe("retrieve", () => {
  it("finds the delivery answer for a question about a day", () => {
    const { hits, pNone } = retrieve(napoli, "do you deliver on Sundays?");
    expect(hits[0]).toMatchObject({ faqId: "delivery-area", question: "Do you deliver?" });
    expect(hits[0]?.probability).toBeGreaterThan(0.6);
    expect(pNone).toBeLessThan(0.4);
  });

  it("gives chances that add up to one at most, best first", () => {
    const { hits, pNone } = retrieve(napoli, "can i bring my dog and eat outside");
    const sum = hits.reduce((total, hit) => total + hit.probability, pNone);
    expect(sum).toBeLessThanOrEqual(1.000001);
    expect(hits.map((hit) => hit.score)).toEqual(hits.map((hit) => hit.score).toSorted((a, b) => b - a));
  });

  it("uses other wordings of a question", () => {
    const faqs = [
      { id: "a", question: "Do you repair shoes?", answer: "Yes.", variants: ["resole my boots", "new heels"] },
      { id: "b", question: "Do you cut keys?", answer: "Yes, while you wait.", variants: [] },
    ];
    expect(retrieve(buildIndex(faqs), "could you resole my boots").hits[0]).toMatchObject({ faqId: "a" });
  });

  it.each(["", "???", "👍👍", "x".repeat(5000), "هل لديكم توصيل يوم الأحد"])("is not sure about %j", (query) => {
    expect(retrieve(napoli, query).hits[0]?.probability ?? 0).toBeLessThan(0.5);
  });

  it("knows nothing without entries", () => {
    expect(retrieve(buildIndex([]), "do you deliver?")).toEqual({ hits: [], pNone: 1 });
  });
});

describe("quality on questions that the weights were not fitted on", () => {
  it("answers a dentist's, a pizzeria's and a shop's customers rightly or not at all", () => {
    const { table } = measureRetrieval(smallBusiness);
    expect(table.recallAt1).toBeGreaterThanOrEqual(0.9);
    expect(table.right).toBeGreaterThanOrEqual(0.5);
    expect(table.wrong).toBeLessThanOrEqual(0.03);
    expect(table.falseAnswer).toBeLessThanOrEqual(0.08);
  });

  it("holds its level on hotels and restaurants", () => {
    const sets = readCaseSets("hotels-restaurants");
    const heldOut = sets.map((set) => ({ ...set, cases: set.cases.filter((item) => item.isHeldOut) }));
    const { table } = measureRetrieval(heldOut);
    expect(table.recallAt1).toBeGreaterThanOrEqual(0.76);
    expect(table.recallAt3).toBeGreaterThanOrEqual(0.88);
    expect(table.wrong).toBeLessThanOrEqual(0.05);
    expect(table.removedAnswered).toBeLessThanOrEqual(0.23);
  });
});
