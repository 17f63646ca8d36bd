const FENCE = "```";

/** A piece shorter than this part of the limit is not worth a nicer place to split. */
const SHORTEST_PART = 0.3;

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * Splits a text into pieces of at most `maxLength` UTF-16 units: between paragraphs if possible, else lines, else sentences, else words; never inside a
 * grapheme (an emoji, a letter with its accents) or a web address unless one alone is longer than a piece. A code block that is split is closed and opened again.
 * Nothing is lost but white space at the seams.
 */
export function splitText(text: string, maxLength: number): string[] {
  const pieces: string[] = [];
  // Room for closing a code block here and having opened it again.
  const room = text.includes(FENCE) ? maxLength - 2 * (FENCE.length + 1) : maxLength;
  let rest = text.trim();
  let inCode = false;
  while (rest !== "") {
    const end = rest.length <= room ? rest.length : findSplit(rest, room);
    const wasInCode: boolean = inCode;
    const piece = rest.slice(0, end).trimEnd();
    const opened = wasInCode ? `${FENCE}\n${piece}` : piece;
    inCode = isOdd(piece) ? !wasInCode : wasInCode;
    // Inside code the first line's indent belongs to the code.
    rest = rest.slice(end).replace(inCode ? /^\n+/ : /^\s+/, "");
    if (piece !== "") pieces.push(inCode && rest !== "" ? `${opened}\n${FENCE}` : opened);
  }
  return pieces;
}

function isOdd(piece: string): boolean {
  return (piece.split(FENCE).length - 1) % 2 === 1;
}

/** Where to end a piece of at most `max` units: always between 1 and `max`. */
function findSplit(text: string, max: number): number {
  // One more than fits: a separator right after the limit is a good place, too.
  const head = text.slice(0, max + 1);
  const shortest = max * SHORTEST_PART;
  for (const separator of [/\n\s*\n/g, /\n/g, /[.!?…]["')\]*_]*(?=\s)|[。！？]/g]) {
    const end = lastEnd(head, separator, max);
    if (end >= shortest) return end;
  }
  const word = lastEnd(head, /\s+/g, max);
  return word > 0 ? word : splitInsideWord(text, max);
}

/** The end of the last match that fits; a separator of white space may itself hang over. */
function lastEnd(head: string, separator: RegExp, max: number): number {
  let end = 0;
  for (const match of head.matchAll(separator)) {
    const isSpace = match[0].trim() === "";
    const candidate = isSpace ? match.index : match.index + match[0].length;
    if (candidate <= max) end = candidate;
  }
  return end;
}

function splitInsideWord(text: string, max: number): number {
  for (const address of text.slice(0, max).matchAll(/https?:\/\/\S+/g)) {
    // There is no space in the first `max` units, so this address runs on beyond them.
    if (address.index > 0) return address.index;
  }
  const boundary = graphemes.segment(text).containing(max)?.index ?? max;
  if (boundary > 0) return boundary;
  // One grapheme longer than a piece: at least never half a surrogate pair.
  return /[\uD800-\uDBFF]/.test(text.charAt(max - 1)) && max > 1 ? max - 1 : max;
}
