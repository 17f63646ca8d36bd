import { listContentStems } from "../../knowledge/faq-index.ts";
import { tokenize } from "../../knowledge/tokenize.ts";
import { readCommand } from "./read-command.ts";

/** More questions than this in one turn are read as one text: nobody writes them, and each costs a search. */
const mostQuestions = 6;

const questionStart =
  /^(?:and |so |also |hi |hello |hey )*(?:do|does|did|is|are|was|can|could|may|will|would|should|have|has|what|whats|when|where|which|who|why|how|any|i (?:need|want|would like)|id like)\b/i;

/**
 * Splits what a customer wrote in one turn into the separate questions in it. Greetings and thanks fall away; a scrap like
 * "on Sundays?" belongs to what stands before it, because customers send one thought in several bubbles.
 */
export function splitQuestions(texts: string[]): string[] {
  const sentences = texts
    .flatMap((text) => text.split(/(?<=[?!؟。？])\s+|\n+|(?<=[\p{L}\p{N})]{2}[.;])\s+(?=\p{L})/u))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "" && !isSmallTalk(sentence));
  const questions: string[] = [];
  for (const sentence of sentences) {
    const previous = questions.at(-1);
    if (previous !== undefined && !standsAlone(sentence)) {
      questions[questions.length - 1] = `${previous} ${sentence}`;
    } else if (previous !== undefined && !standsAlone(previous)) {
      questions[questions.length - 1] = `${previous} ${sentence}`;
    } else {
      questions.push(sentence);
    }
  }
  return questions.length > mostQuestions ? [questions.join(" ")] : questions;
}

function isSmallTalk(sentence: string): boolean {
  const command = readCommand(sentence);
  return command === "greeting" || command === "thanks" || command === "acknowledgement";
}

/** A question of its own: it starts like one or ends in a question mark, and says what it is about. */
function standsAlone(sentence: string): boolean {
  const content = listContentStems(tokenize(sentence)).length;
  return questionStart.test(sentence.replace(/’/g, "'")) ? content >= 1 : /[?؟？]$/.test(sentence) && content >= 2;
}
