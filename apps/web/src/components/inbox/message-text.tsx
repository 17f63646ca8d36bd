import type { Channel } from "@frontdesk/validators/channel";
import { readMessageMarks, type TextPiece } from "./read-message-marks.ts";

/** A message's words as the customer's phone shows them; the direction of writing follows the words. */
export function MessageText({ text, channel }: { text: string; channel: Channel }) {
  return (
    <p dir="auto" className="whitespace-pre-wrap">
      {readMessageMarks(text, channel === "WHATSAPP").map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
        <Piece key={index} piece={piece} />
      ))}
    </p>
  );
}

function Piece({ piece: { text, mark } }: { piece: TextPiece }) {
  switch (mark) {
    case "link":
      return (
        <a
          href={text}
          target="_blank"
          rel="noreferrer nofollow"
          className="text-primary-text underline underline-offset-2"
        >
          {text}
        </a>
      );
    case "bold":
      return <strong className="font-semibold">{text}</strong>;
    case "italic":
      return <em>{text}</em>;
    case "strike":
      return <s>{text}</s>;
    case "plain":
      return text;
  }
}
