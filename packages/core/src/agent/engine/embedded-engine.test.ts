import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildIndex } from "../../knowledge/faq-index.ts";
import { retrieve } from "../../knowledge/retrieve.ts";
import type { AgentTurn } from "../agent-engine.ts";
import { createEmbeddedEngine } from "./embedded-engine.ts";

type Faq = { id: string; question: string; answer: string };
const lines = readFileSync(new URL("../../../eval/small-business/kb.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n");
const businesses = lines.map((line) => JSON.parse(line) as { business: string; name: string; faqs: Faq[] });
const indexes = new Map(
  businesses.map(({ business, faqs }) => [business, buildIndex(faqs.map((faq) => ({ ...faq, variants: [] })))]),
);
const engine = createEmbeddedEngine({
  retrieve: (businessId, query) => retrieve(indexes.get(businessId) ?? buildIndex([]), query),
});
const settings = {
  agentName: "Frontdesk",
  handoverText: "A colleague will answer you here.",
  answerAt: 0.5,
  menuAt: 0.25,
};

function turn(incoming: string[], more: Partial<AgentTurn> = {}): AgentTurn {
  return {
    businessId: "napoli",
    conversationId: "c",
    customerId: "p",
    channel: "WHATSAPP",
    now: new Date("2026-11-23T12:00:00Z"),
    profile: { name: "Pizzeria Napoli", language: "en" },
    settings,
    history: [],
    incoming,
    isOptedOut: false,
    unreadableCount: 0,
    ...more,
  };
}

const reply = (incoming: string[], more?: Partial<AgentTurn>) =>
  engine.reply(turn(incoming, more), new AbortController().signal);

describe("answering", () => {
  it("quotes the stored answer word for word under its question", async () => {
    const outcome = await reply(["do you deliver on Sundays?"]);
    expect(outcome).toMatchObject({ kind: "answer", sourceIds: ["delivery-area"] });
    expect(outcome.kind === "answer" && outcome.markdown).toBe(
      "**Do you deliver?**\n\nWe deliver within 5 km of the restaurant. Delivery costs €2.50 and is free for orders over €30.\n\nNot what you meant? Reply **person**.",
    );
    expect(outcome.found[0]).toMatchObject({ entryId: "delivery-area", question: "Do you deliver?" });
  });

  it("reads a thought sent in several bubbles as one question", async () => {
    expect(await reply(["Hi!", "do you deliver", "on Sundays?"])).toMatchObject({
      kind: "answer",
      sourceIds: ["delivery-area"],
    });
  });

  it("never merges two answers: two questions get a menu of both", async () => {
    const outcome = await reply(["Do you have vegan options?", "Are dogs allowed?"]);
    expect(outcome.kind === "menu" && outcome.options.map((option) => option.id).sort()).toEqual([
      "dogs",
      "person",
      "vegan",
    ]);
  });

  it("answers the one question it can and names the one it cannot", async () => {
    const outcome = await reply(["Do you have vegan options? How many calories are in a margherita?"]);
    expect(outcome).toMatchObject({ kind: "answer", sourceIds: ["vegan"] });
    expect(outcome.kind === "answer" && outcome.markdown).toContain(
      "I have no answer to “How many calories are in a margherita?”.",
    );
  });

  it("says nothing about the business that is not stored", async () => {
    for (const { business, name, faqs } of businesses) {
      for (const faq of faqs) {
        const outcome = await reply([faq.question], { businessId: business, profile: { name, language: "en" } });
        expect(outcome.kind === "answer" && outcome.markdown, faq.question).toBe(
          `**${faq.question}**\n\n${faq.answer}\n\nNot what you meant? Reply **person**.`,
        );
      }
    }
  });

  it("greets and takes thanks without searching", async () => {
    expect(await reply(["Hello!"])).toMatchObject({
      kind: "answer",
      markdown: "Hello! You have reached Pizzeria Napoli. What can I help you with?",
      pNone: null,
    });
    expect(await reply(["Thank you so much 🙏"])).toMatchObject({ kind: "answer", markdown: "You're welcome!" });
    expect(await reply(["👍"])).toMatchObject({ kind: "silent" });
  });

  it("stops when the turn is cancelled", async () => {
    await expect(engine.reply(turn(["do you deliver?"]), AbortSignal.abort())).rejects.toThrow();
  });
});

describe("menus", () => {
  const menu = {
    author: "AGENT" as const,
    text: "Which of these do you mean? Reply with the number.\n\n1. Do you have vegan options?\n2. Are dogs allowed?\n3. Talk to a person",
  };

  it("understands the number of a row, its words, and the row for a person", async () => {
    const history = [{ author: "CUSTOMER" as const, text: "vegan and dogs?" }, menu];
    expect(await reply(["2"], { history })).toMatchObject({ kind: "answer", sourceIds: ["dogs"] });
    expect(await reply(["1."], { history })).toMatchObject({ kind: "answer", sourceIds: ["vegan"] });
    expect(await reply(["are dogs allowed"], { history })).toMatchObject({ kind: "answer", sourceIds: ["dogs"] });
    expect(await reply(["3"], { history })).toMatchObject({ kind: "handover", reason: "asked" });
    expect(await reply(["none of these"], { history })).toMatchObject({ kind: "handover", reason: "not_helpful" });
  });

  it("hands over instead of sending a third menu in a row", async () => {
    const two = ["Do you have vegan options?", "Are dogs allowed?"];
    expect((await reply(two, { history: [menu] })).kind).toBe("menu");
    expect(await reply(two, { history: [menu, menu] })).toMatchObject({ kind: "handover", reason: "unknown" });
  });
});

describe("handing over", () => {
  it.each([
    ["can I talk to a human please", "asked"],
    ["agent", "asked"],
    ["quiero hablar con una persona", "asked"],
    ["Ich möchte mit einem Mitarbeiter sprechen", "asked"],
    ["my pizza arrived cold, i want a refund", "complaint"],
    ["i was charged twice last week", "complaint"],
    ["he is unconscious, what should I do", "urgent"],
    ["do you have a wine list", "unknown"],
    ["what is 23*17", "unknown"],
    ["asdf qwer", "unknown"],
  ])("%s → %s", async (text, reason) => {
    const outcome = await reply([text]);
    expect(outcome).toMatchObject({ kind: "handover", reason });
    expect(outcome.kind === "handover" && outcome.markdown).toContain("A colleague will answer you here.");
  });

  it.each(["how much is the set menu per person", "we are 12 people, is that ok"])(
    "does not mistake “%s” for asking for a person",
    async (text) => {
      const outcome = await reply([text]);
      expect(outcome.kind === "handover" && outcome.reason === "asked").toBe(false);
    },
  );

  it("adds the sentence in the customer's language", async () => {
    const outcome = await reply(["Hola, quería saber cuando puedo recoger mi abrigo que dejé en el restaurante"]);
    expect(outcome.kind === "handover" && outcome.markdown).toBe(
      "Se lo paso a una persona de nuestro equipo, que le contestará aquí.\n\nA colleague will answer you here.",
    );
  });

  it("takes what it cannot read to a person", async () => {
    expect(await reply([], { unreadableCount: 1 })).toMatchObject({ kind: "handover", reason: "unreadable" });
  });

  it("takes a no after its own answer to a person", async () => {
    const history = [{ author: "AGENT" as const, text: "*Do you deliver?*\n\nYes." }];
    expect(await reply(["no"], { history })).toMatchObject({ kind: "handover", reason: "not_helpful" });
  });

  it("hands over when the business has stored nothing", async () => {
    expect(await reply(["do you deliver?"], { businessId: "empty" })).toMatchObject({
      kind: "handover",
      reason: "unknown",
    });
  });
});

describe("being left alone", () => {
  it.each(["STOP", "stop.", "Baja", "СТОП", "arrêt"])("%s opts out", async (text) => {
    expect((await reply([text])).kind).toBe("opt_out");
  });

  it("takes a stop inside a sentence for what it says", async () => {
    expect((await reply(["does the bus stop near you?"])).kind).not.toBe("opt_out");
  });

  it("START opts in again", async () => {
    expect((await reply(["START"])).kind).toBe("opt_in");
  });
});
