import { describe, expect, it } from "vitest";
import { createChannels } from "./registry.ts";

const channels = createChannels({ graphUrl: "http://127.0.0.1:1", appSecret: "secret" });

describe("adapterFor", () => {
  it("gives the WhatsApp adapter, and says clearly what cannot be connected yet", () => {
    expect(channels.adapterFor("WHATSAPP").channel).toBe("WHATSAPP");
    expect(() => channels.adapterFor("INSTAGRAM")).toThrow("INSTAGRAM has no adapter");
    expect(() => channels.adapterFor("FACEBOOK")).toThrow("FACEBOOK has no adapter");
  });
});

describe("parseWebhook", () => {
  it.each([
    ["instagram", "INSTAGRAM_ACCOUNT", "ig"],
    ["page", "PAGE", "fb"],
  ])("keeps each entry of %s whole, under its own account", (object, kind, prefix) => {
    const entry = [{ id: "1", messaging: [{ a: "x\u0000" }] }, { id: 2, standby: [] }, 5];
    const events = channels.parseWebhook({ object, entry });
    expect(events).toMatchObject([
      { type: "ignored", asset: { kind, id: "1" }, raw: { messaging: [{ a: "x" }] } },
      { type: "ignored", asset: { kind, id: "2" } },
      { type: "unreadable", asset: { kind, id: "" }, raw: 5 },
    ]);
    for (const event of events) expect(event.dedupeKey.startsWith(`${prefix}:`)).toBe(true);
  });

  it.each([[{ object: "permissions", entry: [{ id: "301" }] }], [{}], ["text"], [null], [{ object: "constructor" }]])(
    "keeps %j as one ignored event that belongs to no business",
    (body) => {
      const events = channels.parseWebhook(body);
      expect(events).toMatchObject([{ type: "ignored", asset: { id: "" }, raw: body }]);
    },
  );

  it("routes each body of an array by its own object", () => {
    const bodies = [
      { object: "page", entry: [{ id: "1" }] },
      { object: "whatsapp_business_account", entry: [{}] },
    ];
    expect(channels.parseWebhook(bodies).map((event) => [event.type, event.asset.kind])).toEqual([
      ["ignored", "PAGE"],
      ["unreadable", "WABA"],
    ]);
  });
});
