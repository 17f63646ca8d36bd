import type { Thread, ThreadMessage } from "@frontdesk/validators/conversation-view";
import { describe, expect, it } from "vitest";
import { layOutThread } from "./lay-out-thread.ts";

const reading = { locale: "en-GB", timeZone: "UTC" };
const now = Date.parse("2026-11-23T12:00:00Z");

function message(id: string, at: string, changes: Partial<ThreadMessage> = {}): ThreadMessage {
  return {
    type: "message",
    id,
    direction: "INBOUND",
    author: "CUSTOMER",
    authorName: null,
    kind: "TEXT",
    text: id,
    details: {},
    attachments: [],
    status: "RECEIVED",
    problem: null,
    occurredAt: new Date(at),
    receivedAt: new Date(at),
    quoted: null,
    forwarded: null,
    isEdited: false,
    isErased: false,
    isHistory: false,
    reactions: [],
    isSentAgain: false,
    sources: [],
    ...changes,
  };
}

function page(...items: Thread["items"]): Thread {
  return { items, nextCursor: null };
}

/** A line in one word, for comparing. */
function wordsOf(pages: Thread[]): string[] {
  return layOutThread(pages, now, reading).map((line) => {
    if (line.type === "day") return `— ${line.label}`;
    if (line.type === "event") return `* ${line.event.text}`;
    return line.startsGroup ? `> ${line.message.id}` : `  ${line.message.id}`;
  });
}

describe("layOutThread", () => {
  it("puts older pages, which arrive later, above", () => {
    const newest = page(message("c", "2026-11-23T10:00:00Z"));
    const older = page(message("a", "2026-11-22T10:00:00Z"), message("b", "2026-11-22T10:01:00Z"));
    expect(wordsOf([newest, older])).toEqual(["— Yesterday", "> a", "  b", "— Today", "> c"]);
  });

  it("names one day once, also across pages", () => {
    const pages = [page(message("b", "2026-11-23T10:00:00Z")), page(message("a", "2026-11-23T09:59:00Z"))];
    expect(wordsOf(pages)).toEqual(["— Today", "> a", "  b"]);
  });

  it("starts a group for another author, another colleague, and after five minutes", () => {
    const member = { direction: "OUTBOUND", author: "MEMBER" } as const;
    const items = [
      message("a", "2026-11-23T10:00:00Z"),
      message("b", "2026-11-23T10:01:00Z", { ...member, authorName: "Tom" }),
      message("c", "2026-11-23T10:02:00Z", { ...member, authorName: "Marta" }),
      message("d", "2026-11-23T10:06:59Z", { ...member, authorName: "Marta" }),
      message("e", "2026-11-23T10:11:59Z", { ...member, authorName: "Marta" }),
    ];
    expect(wordsOf([page(...items)])).toEqual(["— Today", "> a", "> b", "> c", "  d", "> e"]);
  });

  it("lets an event part a group", () => {
    const handOver = {
      type: "event",
      id: "e",
      kind: "handover",
      text: "handed over",
      occurredAt: new Date("2026-11-23T10:00:30Z"),
    } as const;
    const pages = [page(message("a", "2026-11-23T10:00:00Z"), handOver, message("b", "2026-11-23T10:01:00Z"))];
    expect(wordsOf(pages)).toEqual(["— Today", "> a", "* handed over", "> b"]);
  });
});
