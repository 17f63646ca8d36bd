import type { EventContext } from "./event-context.ts";

/** Shorter texts stand by chance in other people's sentences: they count as quoted only where they are all of the quote. */
const TELLING_LENGTH = 12;

/** Hand-over lines quote what the customer wrote: what was unsent may not live on in them. */
export async function forgetQuotes(
  { tx, businessId }: EventContext,
  conversationId: string,
  text: string,
): Promise<void> {
  const lines = await tx.conversationEvent.findMany({
    where: { businessId, conversationId, kind: "handed_over", text: { contains: "“" } },
    select: { id: true, text: true },
  });
  const quoting = lines.filter((line) => isQuotedIn(line.text, text)).map(({ id }) => id);
  if (quoting.length > 0)
    await tx.conversationEvent.updateMany({
      where: { businessId, id: { in: quoting } },
      data: { text: "Handed over" },
    });
  const conversation = await tx.conversation.findUnique({
    where: { businessId_id: { businessId, id: conversationId } },
    select: { handlerReason: true },
  });
  if (isQuotedIn(conversation?.handlerReason ?? "", text))
    await tx.conversation.update({
      where: { businessId_id: { businessId, id: conversationId } },
      data: { handlerReason: "The agent handed over" },
      select: { id: true },
    });
}

/**
 * Whether what a line quotes (between “ and ”) is this text: all of the quote, a part of it that is long enough to tell,
 * or, where the quote was cut off (…), a text that goes on beyond its end.
 */
export function isQuotedIn(line: string, text: string): boolean {
  const quoted = /“(.*)”/s.exec(line)?.[1];
  const written = oneLine(text);
  if (quoted === undefined || written === "") return false;
  const isCut = quoted.endsWith("…");
  const kept = oneLine(isCut ? quoted.slice(0, -1) : quoted);
  if (kept === written || oneLine(quoted) === written) return true;
  if (written.length >= TELLING_LENGTH && kept.includes(written)) return true;
  return isCut && endsWithStartOf(kept, written);
}

/** Whether the last letters of `kept`, enough of them to tell, are the first of `written`. */
function endsWithStartOf(kept: string, written: string): boolean {
  const start = written.slice(0, TELLING_LENGTH);
  if (start.length < TELLING_LENGTH) return false;
  for (let at = kept.indexOf(start); at !== -1; at = kept.indexOf(start, at + 1))
    if (written.startsWith(kept.slice(at))) return true;
  return false;
}

/** As hand-over lines are written: one line, without the marks of bold. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().replaceAll("**", "");
}
