import type { Thread, ThreadEvent, ThreadMessage } from "@frontdesk/validators/conversation-view";
import { dayKey, formatThreadDay, type TimeReading } from "../time/format-time.ts";

/** One line of a thread as it is drawn, oldest first. */
export type ThreadLine =
  | { type: "day"; key: string; label: string }
  | { type: "event"; key: string; event: ThreadEvent }
  | { type: "message"; key: string; message: ThreadMessage; startsGroup: boolean };

/** Messages of one author closer than this stand together under one name. */
const GROUP_GAP_MS = 5 * 60_000;

/** Puts the pages of a thread (newest page first, oldest message first in each) into lines with days and groups. */
export function layOutThread(pages: readonly Thread[], now: number, reading: TimeReading): ThreadLine[] {
  const lines: ThreadLine[] = [];
  let day = "";
  let previous: ThreadMessage | null = null;
  for (const item of pages.toReversed().flatMap((page) => page.items)) {
    const itemDay = dayKey(item.occurredAt, reading);
    if (itemDay !== day) {
      day = itemDay;
      previous = null;
      lines.push({ type: "day", key: `day ${day}`, label: formatThreadDay(item.occurredAt, now, reading) });
    }
    if (item.type === "event") {
      previous = null;
      lines.push({ type: "event", key: item.id, event: item });
      continue;
    }
    lines.push({ type: "message", key: item.id, message: item, startsGroup: !isSameGroup(previous, item) });
    previous = item;
  }
  return lines;
}

function isSameGroup(previous: ThreadMessage | null, next: ThreadMessage): boolean {
  return (
    previous !== null &&
    previous.author === next.author &&
    previous.authorName === next.authorName &&
    next.occurredAt.getTime() - previous.occurredAt.getTime() < GROUP_GAP_MS
  );
}
