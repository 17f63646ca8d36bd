import { describe, expect, it } from "vitest";
import type { JsonRecord } from "../meta/clean-json.ts";
import { parseWebhook } from "./parse-webhook.ts";

const METADATA = { display_phone_number: "1 (212) 555-0100", phone_number_id: "412" };
const CONTACT = { profile: { name: "Ana" }, wa_id: "12025550147", user_id: "US.1" };
const TEXT = {
  from: "12025550147",
  from_user_id: "US.1",
  id: "wamid.1",
  timestamp: "1795168800",
  type: "text",
  text: { body: "hi" },
};

const change = (value: unknown, field: string = "messages") => ({ value, field });
const body = (...changes: unknown[]) => ({
  object: "whatsapp_business_account",
  entry: [{ id: "301", time: 1795169140, changes }],
});
const value = (lists: object) => ({ messaging_product: "whatsapp", metadata: METADATA, contacts: [CONTACT], ...lists });
const parseOne = (lists: object, field?: string) => {
  const events = parseWebhook(body(change(value(lists), field)));
  expect(events).toHaveLength(1);
  return events[0] as (typeof events)[number] & JsonRecord;
};
const parseMessage = (fields: object) => parseOne({ messages: [{ ...TEXT, ...fields }] });

describe("the envelope", () => {
  it.each([
    ["null", null],
    ["a text", "x"],
    ["an object without entry", {}],
    ["entry as a number", { entry: 5 }],
    ["an entry without changes", { entry: [{ id: "301" }] }],
    ["a change that is null", body(null)],
    ["a change without a value", body({ field: "messages" })],
    ["a value that is a text", body(change("x"))],
    ["a message that is a list", body(change(value({ messages: [[1]] })))],
    ["a message without an id", body(change(value({ messages: [{ ...TEXT, id: undefined }] })))],
    [
      "a message without a sender",
      body(change({ metadata: METADATA, messages: [{ id: "w", type: "text", text: { body: "x" } }] })),
    ],
    ["a text that is no object", body(change(value({ messages: [{ ...TEXT, text: 5 }] })))],
  ])("makes one unreadable event of %s", (_, posted) => {
    const events = parseWebhook(posted);
    expect(events.map((event) => event.type)).toEqual(["unreadable"]);
    expect(events[0]).toHaveProperty("reason", expect.stringMatching(/\w/));
  });

  it("takes an array around the body, an entry that is no array, a list that is a single thing", () => {
    const single = { entry: { id: "301", changes: change(value({ messages: TEXT })) } };
    expect(parseWebhook([single])).toMatchObject([{ type: "message", providerMessageId: "wamid.1" }]);
    expect(parseWebhook([])).toEqual([]);
  });

  it("reads messages, statuses and errors of one value, in the body's order", () => {
    const mixed = { statuses: [{ id: "w2", status: "sent" }], messages: [TEXT], errors: [{ code: 1, title: "t" }] };
    const types = parseWebhook(body(change(value(mixed)))).map((event) => event.type);
    expect(types).toEqual(["receipt", "message", "account_error"]);
  });

  it("routes by the account where there is no metadata, and keeps the number's digits", () => {
    const bare = parseWebhook(body(change({ contacts: [CONTACT], messages: [TEXT] })))[0];
    expect(bare).toMatchObject({ asset: { kind: "WABA", id: "301" }, dedupeKey: "wa:301:wamid.1" });
    const digits = parseWebhook(body(change({ metadata: { display_phone_number: "+1 212" }, messages: [TEXT] })))[0];
    expect(digits?.asset).toEqual({ kind: "WABA", id: "301", displayPhoneNumber: "1212" });
  });

  it("keeps unknown fields, unknown lists and empty values as ignored", () => {
    expect(parseWebhook(body(change({ something: 1 }, "flows")))).toMatchObject([
      { type: "ignored", reason: "field flows", raw: { something: 1 }, asset: { id: "301" } },
    ]);
    expect(parseOne({ groups: [{ id: "g" }] }, "group_lifecycle_update")).toMatchObject({ type: "ignored" });
    expect(parseWebhook(body(change(value({ messages: [TEXT], novelties: [1] })))).map((event) => event.type)).toEqual([
      "message",
      "ignored",
    ]);
    expect(parseOne({ messages: [] })).toMatchObject({ type: "ignored", reason: "field messages, empty" });
  });

  it("strips NUL and lone surrogates everywhere, survives depth and inherited names, takes ids as numbers", () => {
    const event = parseMessage({
      id: 77,
      text: { body: "a\u0000b\ud800" },
      "k\u0000": JSON.parse('{"__proto__":{"type":"x"}}'),
    });
    expect(event).toMatchObject({ providerMessageId: "77", dedupeKey: "wa:412:77", content: { text: "ab\ufffd" } });
    expect(event.raw).toMatchObject({ k: {}, text: { body: "ab\ufffd" } });
    expect(parseMessage({ type: "constructor" }).content).toEqual({
      kind: "UNSUPPORTED",
      details: { type: "constructor" },
    });
    let deep: unknown = "x";
    for (let level = 0; level < 20_000; level++) deep = { deep };
    expect(parseMessage({ deep })).toMatchObject({ type: "message", content: { text: "hi" } });
    expect(parseMessage({ id: "w".repeat(5000) })).toMatchObject({ type: "unreadable" });
  });

  it.each([
    ["1795168800", "2026-11-20T10:00:00.000Z"],
    [1795168800, "2026-11-20T10:00:00.000Z"],
    [undefined, null],
    ["", null],
    ["yesterday", null],
    [0, null],
    [-5, null],
    [1.5, null],
    [1795168800137, null],
    [1e300, null],
    [{}, null],
  ])("reads the time %j as %s", (timestamp, expected) => {
    expect(parseMessage({ timestamp }).occurredAt?.toISOString() ?? null).toBe(expected);
  });
});

describe("who wrote", () => {
  it("matches cards by id, not by position, and never gives a stranger's card", () => {
    const contacts = [CONTACT, { profile: { name: "Liam" }, wa_id: "447700900123", user_id: "GB.2" }];
    const liam = { ...TEXT, id: "w2", from: "447700900123", from_user_id: "GB.2" };
    const nobody = { ...TEXT, id: "w3", from: "15550000", from_user_id: "US.9" };
    const events = parseWebhook(body(change(value({ contacts, messages: [liam, nobody, TEXT] }))));
    expect(events.map((event) => ("customer" in event ? event.customer?.name : null))).toEqual([
      "Liam",
      undefined,
      "Ana",
    ]);
  });

  it("knows both numbers when from differs from wa_id", () => {
    const contacts = [{ profile: { name: "Bia" }, wa_id: "551187654321" }];
    const event = parseOne({ contacts, messages: [{ ...TEXT, from: "5511987654321", from_user_id: undefined }] });
    expect(event.customer).toEqual({
      name: "Bia",
      identities: [
        { kind: "WA_ID", value: "551187654321" },
        { kind: "WA_ID", value: "5511987654321" },
      ],
    });
  });

  it("does not take the only card when its BSUID is another's", () => {
    const event = parseMessage({ from: "15550000", from_user_id: "US.9" });
    expect(event.customer).toEqual({
      identities: [
        { kind: "BSUID", value: "US.9" },
        { kind: "WA_ID", value: "15550000" },
      ],
    });
  });

  it("needs no phone number", () => {
    const contacts = [{ profile: { name: "Ana", username: "ana" }, user_id: "US.1", parent_user_id: "US.ENT.7" }];
    const event = parseOne({ contacts, messages: [{ ...TEXT, from: undefined }] });
    expect(event.customer).toEqual({
      name: "Ana",
      username: "ana",
      identities: [
        { kind: "PARENT_BSUID", value: "US.ENT.7" },
        { kind: "BSUID", value: "US.1" },
      ],
    });
  });

  it("stores group messages, and never answers them", () => {
    expect(parseMessage({ group_id: "g1" })).toMatchObject({ groupId: "g1", answer: "none" });
  });

  it("marks what another app handles", () => {
    expect(parseOne({ messages: [TEXT] }, "standby")).toMatchObject({ standby: true, answer: "none" });
  });
});

describe("what was written", () => {
  it.each([
    [
      { type: "live_location", live_location: {} },
      { kind: "UNSUPPORTED", details: { type: "live_location" } },
    ],
    [{ type: undefined }, { kind: "UNSUPPORTED", details: { type: "unknown" } }],
    [{ type: "unsupported" }, { kind: "UNSUPPORTED", details: { type: "unknown" } }],
    [{ type: "interactive" }, { kind: "UNSUPPORTED", details: { type: "interactive" } }],
    [
      { type: "location", location: { latitude: "1.5", longitude: 2 } },
      { kind: "LOCATION", text: "1.5, 2" },
    ],
    [
      { type: "contacts", contacts: [{ phones: [{ phone: "+1 555" }] }, {}] },
      { kind: "CONTACTS", text: "+1 555" },
    ],
    [
      { type: "order", order: { text: "fast please" } },
      { kind: "ORDER", text: "fast please" },
    ],
    [{ text: { body: 42 } }, { kind: "TEXT", text: "42" }],
  ])("reads %j", (fields, content) => {
    expect(parseMessage(fields).content).toMatchObject(content);
  });

  it("keeps answers of a form that are no JSON", () => {
    const interactive = { type: "nfm_reply", nfm_reply: { body: "Sent", response_json: "{oops" } };
    expect(parseMessage({ type: "interactive", interactive }).content).toEqual({
      kind: "FLOW_REPLY",
      text: "Sent",
      details: { body: "Sent", unparsedResponse: "{oops" },
    });
  });

  it("keeps a call permission without answering it", () => {
    const interactive = { type: "call_permission_reply", call_permission_reply: { response: "accept" } };
    expect(parseMessage({ type: "interactive", interactive })).toMatchObject({
      answer: "none",
      content: { text: "Calls are allowed", payload: "accept" },
    });
  });

  it.each([[{ message_id: "w0" }], [{ message_id: "w0", emoji: "" }]])("takes %j as a removed reaction", (reaction) => {
    expect(parseMessage({ type: "reaction", reaction })).toMatchObject({ type: "reaction", emoji: null });
  });

  it("reads a rotated BSUID without a sender, and ignores changes of the identity hash", () => {
    const system = { type: "user_changed_user_id", user_id: "US.2", wa_id: "12025550147", body: "changed" };
    const message = { id: "w", timestamp: "1795168800", type: "system", system };
    expect(parseOne({ contacts: [], messages: [message] })).toMatchObject({
      type: "identity_change",
      previous: [],
      current: [
        { kind: "BSUID", value: "US.2" },
        { kind: "WA_ID", value: "12025550147" },
      ],
    });
    const other = { ...message, system: { type: "customer_identity_changed", wa_id: "12025550147" } };
    expect(parseOne({ contacts: [], messages: [other] })).toMatchObject({ type: "ignored" });
  });
});
