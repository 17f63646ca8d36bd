import { stemWord } from "./stem.ts";

/** One word of a text: its stem, and whether it carries content or only grammar and politeness. */
export type Token = { stem: string; isContent: boolean };

const stopWords = new Set(
  `a about actually again ah all also alright am an and another any anybody anyone anything are arent as ask at be been before being both but by
  can cannot cant cause could couldnt did didnt do does doesnt doing dont each either else even ever every few for from further get gets getting
  give go goes going gonna good got great guys had has hasnt have havent having he hello help her here hers hey hi him his how however i id if ill
  im in info information into is isnt it its ive just kind kindly know let lets like likely look looking lot lots made make makes many may maybe
  me might mine more most much must my myself near need needed needs never nice no nor not now of off oh ok okay on once one only or other our
  ours out over own please pls plz possible possibly question quick quite rather really regarding right same say see shall she should shouldnt so
  some somebody someone something sort still such sure take tell than thank thanks that thats the their them then there theres these they thing
  things think this those though thx to too try u under until up ur us use used very wanna want wanted wants was wasnt way we well were weve what
  whats when whens where wheres which while who whom whos whose why will wish with within wondering wont would wouldnt y yeah yep yes yet you
  your youre yours yourself`.split(/\s+/),
);

/** How people write on a phone: short forms spelt out, so that they meet the words of the knowledge base. */
const shortForms: Record<string, string> = {
  addr: "address",
  appt: "appointment",
  appts: "appointments",
  bday: "birthday",
  cuz: "because",
  del: "delivery",
  info: "information",
  mins: "minutes",
  msg: "message",
  pic: "photo",
  pics: "photos",
  ppl: "people",
  rez: "reservation",
  rsvp: "reservation",
  tmr: "tomorrow",
  tmrw: "tomorrow",
  tomoro: "tomorrow",
  veggie: "vegetarian",
  wi: "wifi",
};

/**
 * Folds a text to the form everything is compared in: NFKC, lower case, accents off, apostrophes closed up ("can't" →
 * "cant"), "wi-fi" as one word, anything that is neither letter nor digit a space.
 */
export function normalizeText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mn}+/gu, "")
    .toLowerCase()
    .replace(/[’'`´]/g, "")
    .replace(/\bwi[- ]fi\b/g, "wifi")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Splits a text into stemmed tokens in order, grammar words kept but marked, because phrases like "to go" need them. */
export function tokenize(text: string): Token[] {
  const normalized = normalizeText(text);
  if (normalized === "") return [];
  return normalized.split(" ").map((raw) => {
    const word = Object.hasOwn(shortForms, raw) ? (shortForms[raw] ?? raw) : raw;
    return { stem: stemWord(word), isContent: !stopWords.has(word) };
  });
}

/** The character 3- and 4-grams of each content word (or of every word, if none has content), word ends marked. */
export function listCharGrams(text: string): string[] {
  const words = normalizeText(text).split(" ").filter(Boolean);
  const content = words.filter((word) => !stopWords.has(word));
  const grams: string[] = [];
  for (const word of content.length > 0 ? content : words) {
    const marked = `_${word}_`;
    for (const size of [3, 4]) {
      for (let start = 0; start + size <= marked.length; start++) grams.push(marked.slice(start, start + size));
    }
  }
  return grams;
}
