/** A stretch of a message's text: plain, emphasised as the customer's phone shows it, or a web address. */
export type TextPiece = { text: string; mark: "plain" | "bold" | "italic" | "strike" | "link" };

// WhatsApp's marks count only around whole words; an address ends before closing punctuation.
const PATTERN =
  /(?<link>https?:\/\/[^\s<>]*[^\s<>.,;:!?'")\]])|(?<=^|[\s(])(?:\*(?<bold>[^\s*](?:[^*\n]*[^\s*])?)\*|_(?<italic>[^\s_](?:[^_\n]*[^\s_])?)_|~(?<strike>[^\s~](?:[^~\n]*[^\s~])?)~)(?=$|[\s).,;:!?])/gu;

/** Splits a text into pieces to draw. Addresses become links on every channel, marks only where the channel has them. */
export function readMessageMarks(text: string, hasMarks: boolean): TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(PATTERN)) {
    const piece = pieceOf(match.groups ?? {});
    if (!piece || (piece.mark !== "link" && !hasMarks)) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), mark: "plain" });
    pieces.push(piece);
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), mark: "plain" });
  return pieces;
}

function pieceOf(groups: Record<string, string | undefined>): TextPiece | null {
  for (const mark of ["link", "bold", "italic", "strike"] as const) {
    const text = groups[mark];
    if (text !== undefined) return { text, mark };
  }
  return null;
}
