import type { ThreadMessage } from "@frontdesk/validators/conversation-view";
import { describe, expect, it } from "vitest";
import { readBubbleContent } from "./message-content.ts";

type Given = Pick<ThreadMessage, "kind"> & Partial<ThreadMessage>;

function read(given: Given) {
  return readBubbleContent({
    type: "message",
    id: "019ab000-0000-7000-8000-000000000001",
    direction: "INBOUND",
    author: "CUSTOMER",
    authorName: null,
    text: null,
    details: {},
    attachments: [],
    status: "RECEIVED",
    problem: null,
    occurredAt: new Date(0),
    receivedAt: new Date(0),
    quoted: null,
    forwarded: null,
    isEdited: false,
    isErased: false,
    isHistory: false,
    reactions: [],
    isSentAgain: false,
    sources: [],
    ...given,
  });
}

function attachment(changes: Partial<ThreadMessage["attachments"][number]>) {
  return { id: "a", kind: "audio", mimeType: null, fileName: null, isVoice: false, ...changes };
}

describe("readBubbleContent", () => {
  it("shows nothing of an erased message", () => {
    expect(read({ kind: "TEXT", text: "secret", isErased: true })).toEqual({ type: "erased" });
  });

  it.each([
    [{ kind: "IMAGE", text: "this one?" }, "Photo", "this one?"],
    [{ kind: "IMAGE", attachments: [attachment({}), attachment({})] }, "2 photos", null],
    [
      { kind: "AUDIO", attachments: [attachment({ isVoice: true })], details: { durationSeconds: 72.4 } },
      "Voice message 1:12",
      null,
    ],
    [{ kind: "AUDIO", attachments: [attachment({})] }, "Audio", null],
    [{ kind: "DOCUMENT", attachments: [attachment({ fileName: "menu.pdf" })] }, "menu.pdf", null],
    [{ kind: "CALL", text: "Missed call" }, "Missed call", null],
  ] as [Given, string, string | null][])("%o has the placeholder %s", (given, label, caption) => {
    expect(read(given)).toMatchObject({ type: "placeholder", label, caption });
  });

  it("names the kind of an unsupported message, if it is known", () => {
    const label = (details: Record<string, unknown>) => read({ kind: "UNSUPPORTED", details });
    expect(label({ type: "poll" })).toMatchObject({ label: expect.stringContaining("(poll)") });
    expect(label({})).toMatchObject({ label: expect.not.stringContaining("(") });
  });

  it("links a location to a map", () => {
    expect(read({ kind: "LOCATION", details: { latitude: 40.4168, longitude: -3.7038, name: "Sol" } })).toEqual({
      type: "location",
      label: "Sol",
      coordinates: "40.41680, -3.70380",
      mapUrl: "https://www.openstreetmap.org/?mlat=40.4168&mlon=-3.7038#map=17/40.4168/-3.7038",
    });
  });

  it("survives details of any shape", () => {
    const details = { latitude: "x", contacts: [{ name: 3, phones: "none" }], items: [{ quantity: "two" }], note: 1 };
    expect(read({ kind: "LOCATION", details })).toMatchObject({ label: "Location", mapUrl: null });
    expect(read({ kind: "CONTACTS", details })).toEqual({ type: "contacts", cards: [{ name: "Contact", phones: [] }] });
    expect(read({ kind: "ORDER", details })).toEqual({
      type: "order",
      items: [{ product: "Unnamed product", quantity: 1, unitPrice: null, currency: null }],
      note: null,
    });
  });
});
