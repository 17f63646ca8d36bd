import type { Retrieval, RetrievalHit } from "../../knowledge/retrieve.ts";
import type { AgentEngine, AgentOutcome, AgentTurn, Finding, HandoverReason } from "../agent-engine.ts";
import { hasTextsIn, textsIn } from "./fixed-texts.ts";
import { guessLanguage } from "./guess-language.ts";
import { countMenusInARow, personOptionId, readMenuChoice, writeMenu } from "./menu.ts";
import { type CustomerCommand, readCommand } from "./read-command.ts";
import { splitQuestions } from "./split-questions.ts";

/** Searches one business's knowledge for a question. */
export type Search = (businessId: string, query: string) => Retrieval | Promise<Retrieval>;

type Searched = { question: string; retrieval: Retrieval; top: RetrievalHit | undefined; isSure: boolean };

const noFinding: Finding = { found: [], pNone: null };
/** A menu offers at most this many entries, and none less likely than this. */
const menuLength = 3;
const menuFloor = 0.05;
const mostMenusInARow = 2;
/** Longer messages are read up to here: the questions of a front desk are short, and the work stays bounded. */
const mostCharacters = 4000;

/**
 * The engine that needs no language model: it quotes the stored answer of the entry that is most likely meant, under the
 * question it belongs to, or offers the likeliest ones as a numbered menu, or hands over to a person. It never writes a
 * word about the business that is not stored, and never merges two answers. Asking for a person, complaints and danger
 * hand over before anything is searched.
 */
export function createEmbeddedEngine({ retrieve }: { retrieve: Search }): AgentEngine {
  return {
    name: "embedded",
    async reply(turn, signal) {
      const texts = turn.incoming.map((text) => text.trim().slice(0, mostCharacters)).filter(Boolean);
      const direct = answerDirectly(turn, texts);
      if (direct) return direct;
      const choice = texts.length === 1 ? readMenuChoice(turn.history, texts[0] ?? "") : null;
      if (choice === "person") return handOver(turn, texts, "asked");
      const questions = choice ? [choice.title] : splitQuestions(texts);
      const searched: Searched[] = [];
      for (const question of questions) {
        signal.throwIfAborted();
        const retrieval = await retrieve(turn.businessId, question);
        const chosen = choice ? retrieval.hits.find((hit) => oneLine(hit.question) === choice.title) : undefined;
        const top = chosen ?? retrieval.hits[0];
        const isSure = chosen !== undefined || (top?.probability ?? 0) >= turn.settings.answerAt;
        searched.push({ question, retrieval, top, isSure });
      }
      return decide(turn, texts, searched);
    },
  };
}

function answerDirectly(turn: AgentTurn, texts: string[]): AgentOutcome | null {
  const commands = texts.map(readCommand);
  const has = (command: CustomerCommand) => commands.includes(command);
  const fixed = textsIn(turn.profile.language);
  if (has("opt_out")) return { kind: "opt_out", markdown: fixed.optedOut, ...noFinding };
  if (has("opt_in")) return { kind: "opt_in", markdown: fixed.optedIn, ...noFinding };
  if (turn.isOptedOut) return { kind: "silent", reason: "opted out", ...noFinding };
  if (has("urgent")) return handOver(turn, texts, "urgent");
  if (has("person")) return handOver(turn, texts, "asked");
  if (has("complaint")) return handOver(turn, texts, "complaint");
  if (has("refusal") && turn.history.some((message) => message.author === "AGENT")) {
    return handOver(turn, texts, "not_helpful");
  }
  if (turn.unreadableCount > 0) return handOver(turn, texts, "unreadable");
  if (texts.length === 0) return { kind: "silent", reason: "nothing to answer", ...noFinding };
  if (commands.every((command) => command === "acknowledgement")) {
    return { kind: "silent", reason: "acknowledgement", ...noFinding };
  }
  const isSmallTalk = commands.every((c) => c === "greeting" || c === "thanks" || c === "acknowledgement");
  if (!isSmallTalk) return null;
  const spoken = textsIn(pickLanguage(turn, texts));
  const markdown = has("thanks") ? spoken.thanks : spoken.greeting.replace("{business}", turn.profile.name);
  return { kind: "answer", markdown, sourceIds: [], confidence: 1, ...noFinding };
}

function decide(turn: AgentTurn, texts: string[], searched: Searched[]): AgentOutcome {
  const finding = summarize(searched);
  const sure = searched.filter((item) => item.isSure).sort((a, b) => probabilityOf(b) - probabilityOf(a));
  const best = sure[0];
  const answers = new Map(sure.flatMap(({ top }) => (top ? [[top.faqId, top] as const] : [])));
  if (best?.top && answers.size === 1) {
    const unanswered = searched.filter((item) => !item.isSure);
    return { ...answerWith(turn, best.top, unanswered), ...finding };
  }
  const hasMenusLeft = countMenusInARow(turn.history) < mostMenusInARow;
  const candidates = answers.size > 1 ? [...answers.values()] : likeliest(searched);
  const sum = candidates.reduce((total, hit) => total + hit.probability, 0);
  if (candidates.length > 0 && hasMenusLeft && sum >= turn.settings.menuAt) {
    return { ...offerMenu(turn, candidates), ...finding };
  }
  return { ...handOver(turn, texts, "unknown"), ...finding };
}

/** The answer as stored, under its question. What else was asked is named, so that nobody takes silence for a no. */
function answerWith(turn: AgentTurn, hit: RetrievalHit, unanswered: Searched[]): AgentOutcome {
  const fixed = textsIn(turn.profile.language);
  const others = unanswered.map(({ question }) => fixed.otherQuestion.replace("{question}", () => shorten(question)));
  const closing = others.length > 0 ? others : [fixed.notMeant];
  const markdown = [`**${hit.question}**`, hit.answer, ...closing].join("\n\n");
  return { kind: "answer", markdown, sourceIds: [hit.faqId], confidence: hit.probability, ...noFinding };
}

function offerMenu(turn: AgentTurn, candidates: RetrievalHit[]): AgentOutcome {
  const fixed = textsIn(turn.profile.language);
  const options = [
    ...candidates.slice(0, menuLength).map((hit) => ({ id: hit.faqId, title: oneLine(hit.question) })),
    { id: personOptionId, title: fixed.person },
  ];
  return { kind: "menu", markdown: writeMenu(fixed.menuIntro, options), options, ...noFinding };
}

/** The likeliest entries for a single unclear question; with several questions a menu would hide which one it is about. */
function likeliest(searched: Searched[]): RetrievalHit[] {
  if (searched.length !== 1) return [];
  const hits = searched[0]?.retrieval.hits.slice(0, menuLength) ?? [];
  return hits.filter((hit) => hit.probability >= menuFloor);
}

function handOver(turn: AgentTurn, texts: string[], reason: HandoverReason): AgentOutcome {
  const language = pickLanguage(turn, texts);
  const own = turn.settings.handoverText.trim() || textsIn(turn.profile.language).handover;
  const sentences = language === turn.profile.language ? [own] : [textsIn(language).handover, own];
  if (reason === "urgent") sentences.unshift(textsIn(language).urgent);
  const note = `${noteByReason[reason]}${texts.length > 0 ? `: “${shorten(texts.join(" "))}”` : ""}`;
  return { kind: "handover", reason, markdown: sentences.join("\n\n"), note, ...noFinding };
}

const noteByReason: Record<HandoverReason, string> = {
  asked: "The customer asked for a person",
  unknown: "No stored answer fits",
  complaint: "This reads like a complaint",
  urgent: "This may be an emergency",
  unreadable: "The customer sent something the agent cannot read",
  not_helpful: "The agent's last reply did not help",
};

function pickLanguage(turn: AgentTurn, texts: string[]): string {
  const guessed = guessLanguage(texts.join(" "));
  return guessed !== null && hasTextsIn(guessed) ? guessed : turn.profile.language;
}

function summarize(searched: Searched[]): Finding {
  const byEntry = new Map<string, RetrievalHit>();
  for (const hit of searched.flatMap((item) => item.retrieval.hits.slice(0, 5))) {
    if (hit.probability > (byEntry.get(hit.faqId)?.probability ?? 0)) byEntry.set(hit.faqId, hit);
  }
  const found = [...byEntry.values()]
    .sort((a, b) => b.probability - a.probability)
    .slice(0, 5)
    .map(({ faqId, question, probability }) => ({ entryId: faqId, question, probability }));
  const pNone = searched.length > 0 ? Math.min(...searched.map((item) => item.retrieval.pNone)) : null;
  return { found, pNone };
}

function probabilityOf(searched: Searched): number {
  return searched.top?.probability ?? 0;
}

function shorten(text: string): string {
  const line = oneLine(text).replaceAll("**", "");
  return line.length > 120 ? `${line.slice(0, 119).trimEnd()}…` : line;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
