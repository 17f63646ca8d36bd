import { describe, expect, it } from "vitest";
import { parseWebhook } from "./parse-webhook.ts";

const METADATA = { display_phone_number: "12125550100", phone_number_id: "412" };
const ENTRY_TIME = 1795169140;

function parse(field: string, value: object) {
  return parseWebhook({
    object: "whatsapp_business_account",
    entry: [{ id: "301", time: ENTRY_TIME, changes: [{ field, value: { metadata: METADATA, ...value } }] }],
  });
}

const parseStatus = (status: object) =>
  parse("messages", { statuses: [{ id: "w1", status: "sent", timestamp: "1795169000", ...status }] })[0];

describe("statuses", () => {
  it("keeps unknown words without a meaning", () => {
    const event = parseStatus({ status: "warning", recipient_id: "1202" });
    expect(event).toMatchObject({ status: "other", originalStatus: "warning", dedupeKey: "wa:412:w1:warning" });
  });

  it("reads error_data as a text, and a status without anybody", () => {
    const errors = [{ code: "131047", message: "Re-engagement", error_data: "too late" }];
    expect(parseStatus({ status: "failed", errors })).toMatchObject({
      customer: null,
      error: { code: 131047, title: "Re-engagement", details: "too late" },
    });
  });

  it.each(["recipient_parent_user_id", "parent_recipient_user_id"])("reads %s", (name) => {
    expect(parseStatus({ [name]: "US.ENT.1", recipient_user_id: "US.2" })).toMatchObject({
      customer: {
        identities: [
          { kind: "PARENT_BSUID", value: "US.ENT.1" },
          { kind: "BSUID", value: "US.2" },
        ],
      },
    });
  });

  it("keeps the participants of a group apart, and does not take the group for a person", () => {
    const group = { id: "w1", status: "read", recipient_id: "group-1", recipient_type: "group" };
    const events = parse("messages", {
      statuses: [
        { ...group, recipient_participant_id: "1202", recipient_participant_user_id: "US.1" },
        { ...group, participant_recipient_id: "4477" },
        group,
      ],
    });
    expect(events).toMatchObject([
      {
        dedupeKey: "wa:412:w1:read:1202",
        participant: "1202",
        customer: { identities: [{ value: "US.1" }, { value: "1202" }] },
      },
      { dedupeKey: "wa:412:w1:read:4477", customer: { identities: [{ kind: "WA_ID", value: "4477" }] } },
      { dedupeKey: "wa:412:w1:read", customer: null },
    ]);
  });
});

describe("calls", () => {
  it("reads the end of a call, and the status of one that we made", () => {
    const ended = {
      id: "wacid.1",
      from: "12025550147",
      to: "12125550100",
      event: "terminate",
      direction: "USER_INITIATED",
      duration: 42,
    };
    expect(parse("calls", { calls: [ended] })).toMatchObject([
      {
        type: "call",
        event: "terminate",
        direction: "inbound",
        durationSeconds: 42,
        dedupeKey: "wa:412:wacid.1:terminate",
      },
    ]);
    const ringing = {
      id: "wacid.2",
      type: "call",
      status: "RINGING",
      timestamp: "1795169000",
      recipient_id: "12025550147",
    };
    expect(parse("calls", { statuses: [ringing] })).toMatchObject([
      { type: "call", event: "RINGING", direction: "outbound", dedupeKey: "wa:412:wacid.2:RINGING" },
    ]);
  });

  it("takes the other side as the customer, whoever calls", () => {
    const call = {
      id: "wacid.1",
      from: "12125550100",
      to: "12025550147",
      event: "connect",
      direction: "BUSINESS_INITIATED",
    };
    const hungUp = { ...call, from: "12025550147", to: "12125550100", event: "terminate" };
    for (const event of parse("calls", { calls: [call, hungUp] })) {
      expect(event).toMatchObject({ direction: "outbound", customer: { identities: [{ value: "12025550147" }] } });
    }
  });
});

describe("the WhatsApp Business app beside us", () => {
  const echo = { from: "12125550100", to: "12025550147", to_user_id: "US.1", id: "w9", timestamp: "1795169120" };

  it("reads edits and revocations of the business as such", () => {
    const edit = { original_message_id: "w1", message: { type: "text", text: { body: "new" } } };
    const echoes = [
      { ...echo, type: "edit", edit },
      { ...echo, id: "w10", type: "revoke", revoke: { original_message_id: "w1" } },
      { ...echo, id: "w11", type: "reaction", reaction: { message_id: "w1", emoji: "👍" } },
      { ...echo, id: "w12", to: undefined, to_user_id: undefined, group_id: "g", type: "text", text: { body: "x" } },
      { ...echo, id: "w13", to: undefined, to_user_id: undefined, type: "text", text: { body: "x" } },
    ];
    expect(parse("smb_message_echoes", { message_echoes: echoes })).toMatchObject([
      {
        type: "edit",
        byBusiness: true,
        dedupeKey: "wa:412:w9",
        originalProviderMessageId: "w1",
        content: { text: "new" },
      },
      { type: "unsend", byBusiness: true, dedupeKey: "wa:412:w10", customer: { identities: [{ value: "US.1" }, {}] } },
      { type: "ignored" },
      { type: "ignored" },
      { type: "unreadable" },
    ]);
  });

  it("imports history: bad threads and messages alone are lost, media gets a key of its own", () => {
    const good = { from: "12025550147", id: "w1", timestamp: "1794909640", type: "media_placeholder" };
    const threads = [
      null,
      { id: "12025550147", messages: [5, good, { ...good, id: "w2", from: "+1 212 555 0100", to: "12025550147" }] },
    ];
    expect(parse("history", { history: [{ metadata: { phase: 0 }, threads }] })).toMatchObject([
      { type: "unreadable" },
      { type: "unreadable" },
      { type: "history_message", direction: "inbound", dedupeKey: "wa:412:w1" },
      {
        type: "history_message",
        direction: "outbound",
        dedupeKey: "wa:412:w2",
        customer: { identities: [{ value: "12025550147" }] },
      },
    ]);
    const media = { ...good, type: "image", image: { id: "m1", mime_type: "image/jpeg" } };
    expect(parse("history", { messages: [media] })).toMatchObject([
      { type: "history_message", dedupeKey: "wa:412:w1:media", content: { kind: "IMAGE" } },
    ]);
  });

  it("tells when the owner declined to share the history, and keeps chunks without messages", () => {
    const declined = { errors: [{ code: 2593109, title: "History sync is turned off" }] };
    expect(parse("history", { history: [declined, { metadata: { phase: 2, progress: 100 } }] })).toMatchObject([
      { type: "account_error", errors: [{ code: 2593109 }] },
      { type: "ignored" },
    ]);
  });

  it("syncs removed contacts without names, and tells the same contact at another time apart", () => {
    const sync = (timestamp: string) => ({
      type: "contact",
      action: "remove",
      contact: { phone_number: "+1 202 555 0160" },
      metadata: { timestamp },
    });
    const events = parse("smb_app_state_sync", { state_sync: [sync("1795169130"), sync("1795169131")] });
    expect(events).toMatchObject([
      { type: "contact_sync", action: "remove", identity: { kind: "WA_ID", value: "12025550160" } },
      { type: "contact_sync" },
    ]);
    expect(events[0]).not.toHaveProperty("name");
    expect(events[0]?.dedupeKey).not.toBe(events[1]?.dedupeKey);
  });
});

describe("the account", () => {
  it.each([
    [{ event: "DISABLED_UPDATE", ban_info: { waba_ban_state: "REINSTATE" } }, "resumed"],
    [{ event: "DISABLED_UPDATE", ban_info: { waba_ban_state: "SCHEDULE_FOR_DISABLE" } }, "note"],
    [{ event: "PARTNER_REMOVED", waba_info: { waba_id: 555 } }, "disconnected"],
    [{ event: "ACCOUNT_DELETED" }, "disconnected"],
    [
      {
        event: "ACCOUNT_RESTRICTION",
        restriction_info: [{ restriction_type: "RESTRICTED_CUSTOMER_INITIATED_MESSAGING" }],
      },
      "paused",
    ],
    [
      {
        event: "ACCOUNT_RESTRICTION",
        restriction_info: [{ restriction_type: "RESTRICTED_BIZ_INITIATED_MESSAGING" }, 1],
      },
      "note",
    ],
    [{ event: "SOMETHING_NEW" }, "note"],
  ])("%j is %s", (value, effect) => {
    const [event] = parse("account_update", { metadata: undefined, ...value });
    expect(event).toMatchObject({ type: "account", effect, occurredAt: new Date(ENTRY_TIME * 1000) });
    expect(event?.asset).toEqual({ kind: "WABA", id: "waba_info" in value ? "555" : "301" });
  });

  it("takes the same news at another time as other news, and without an event as unreadable", () => {
    const value = { event: "ACCOUNT_VIOLATION" };
    const at = (time: number) =>
      parseWebhook({ entry: [{ id: "301", time, changes: [{ field: "account_update", value }] }] })[0];
    expect(at(1)?.dedupeKey).not.toBe(at(2)?.dedupeKey);
    expect(parse("account_update", {})).toMatchObject([{ type: "unreadable" }]);
    expect(parse("message_template_status_update", { event: "APPROVED" })).toMatchObject([{ type: "unreadable" }]);
    expect(parse("account_alerts", { alert_type: "x" })).toMatchObject([
      { type: "account", event: "account_alerts", effect: "note" },
    ]);
  });
});
