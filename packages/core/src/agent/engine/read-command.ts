import { normalizeText } from "../../knowledge/tokenize.ts";
import {
  acknowledgementWords,
  complaintPhrases,
  greetingWords,
  optInWords,
  optOutWords,
  personPhrases,
  personWords,
  refusalWords,
  thanksWords,
  urgentPhrases,
} from "./command-words.ts";

export type CustomerCommand =
  | "opt_out"
  | "opt_in"
  | "urgent"
  | "person"
  | "complaint"
  | "refusal"
  | "greeting"
  | "thanks"
  | "acknowledgement";

const wholeMessages: [CustomerCommand, Set<string>][] = [
  ["opt_out", optOutWords],
  ["opt_in", optInWords],
  ["person", personWords],
  ["refusal", refusalWords],
  ["greeting", greetingWords],
  ["thanks", thanksWords],
  ["acknowledgement", acknowledgementWords],
];

const insideMessages: [CustomerCommand, RegExp[]][] = [
  ["urgent", urgentPhrases],
  ["person", personPhrases],
  ["complaint", complaintPhrases],
];

/** Words around a command that change nothing: "a human please" is "human". */
const politeness = /\b(?:please|pls|plz|por favor|bitte|s il vous plait|per favore|now|a|an|the)\b/g;

/**
 * Reads what a customer's message asks of the front desk itself, if anything: leave me alone, a person, a greeting. Opt-out
 * and greeting words count only as the whole message; asking for a person, complaints and danger also inside a sentence.
 */
export function readCommand(text: string): CustomerCommand | null {
  const folded = normalizeText(text);
  if (folded === "") return /\p{Extended_Pictographic}/u.test(text) ? "acknowledgement" : null;
  const bare = folded.replace(politeness, " ").replace(/\s+/g, " ").trim();
  for (const [command, words] of wholeMessages) {
    if (words.has(folded) || words.has(bare)) return command;
  }
  for (const [command, phrases] of insideMessages) {
    if (phrases.some((phrase) => phrase.test(folded))) return command;
  }
  return null;
}
