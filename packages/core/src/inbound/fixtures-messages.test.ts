import { readState, receiveFixtures, startOver, tablesChangedByRepeating } from "@frontdesk/testing/fixture-run";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { afterAll, beforeAll, expect, it } from "vitest";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());

const ANA_IDS = ["BSUID US.10482266730915523", "WA_ID 12025550147"];
const LIAM_IDS = ["BSUID GB.20775518890043312", "WA_ID 447700900123"];
const QUOTED = { quotedProviderMessageId: "wamid.HBgLMTIwMjU1NTAxNDcVAgARGBI0RDZFMkFBRDRFQkJEMEM2RDUA" };

type Expected = {
  at: number;
  message: Record<string, unknown>;
  ids?: string[];
  name?: string;
  preview?: string;
  sends?: number;
  handler?: string;
};

/** What each recorded message must be in the database, from the fixtures' INDEX.md. `at`: seconds after 10:00. */
const MESSAGES: Record<string, Expected> = {
  wa_text_legacy: {
    at: 0,
    message: { kind: "TEXT", text: "Hi, do you have the blue kettle in stock?" },
    ids: ["WA_ID 12025550147"],
  },
  wa_text_with_bsuid: {
    at: 5,
    message: { kind: "TEXT", text: "It is for delivery tomorrow 🙏" },
    ids: ["BSUID US.10482266730915523", "PARENT_BSUID US.ENT.90118822734455101", "WA_ID 12025550147"],
  },
  wa_text_reply_context: { at: 60, message: { kind: "TEXT", text: "Yes, that one", ...QUOTED } },
  wa_text_forwarded: { at: 61, message: { kind: "TEXT", forwarded: "once", quotedProviderMessageId: null } },
  wa_text_frequently_forwarded: { at: 62, message: { kind: "TEXT", forwarded: "many" } },
  wa_text_referral_ctwa: {
    at: 90,
    message: {
      kind: "TEXT",
      referral: expect.objectContaining({ source_type: "ad", source_id: "120330000111222333" }),
    },
    ids: LIAM_IDS,
    name: "Liam Okafor",
  },
  wa_text_product_inquiry: {
    at: 91,
    message: {
      kind: "TEXT",
      content: { details: { referredProduct: expect.objectContaining({ productId: "KETTLE-BLUE-17" }) } },
    },
    ids: LIAM_IDS,
    name: "Liam Okafor",
  },
  wa_image: {
    at: 120,
    message: {
      kind: "IMAGE",
      text: "This is the crack",
      attachments: [
        expect.objectContaining({
          kind: "image",
          providerMediaId: "9310179007151075",
          mimeType: "image/jpeg",
          sha256: expect.any(String),
        }),
      ],
    },
    preview: "Photo: This is the crack",
  },
  wa_audio_voice: {
    at: 130,
    message: {
      kind: "AUDIO",
      text: null,
      attachments: [expect.objectContaining({ mimeType: "audio/ogg", isVoice: true })],
    },
    preview: "Voice message",
  },
  wa_video: {
    at: 131,
    message: {
      kind: "VIDEO",
      text: "see",
      attachments: [expect.objectContaining({ providerMediaId: "1612054283483915" })],
    },
  },
  wa_document: {
    at: 132,
    message: {
      kind: "DOCUMENT",
      text: null,
      attachments: [expect.objectContaining({ fileName: "Invoice № 42 – final.pdf", mimeType: "application/pdf" })],
    },
  },
  wa_sticker: {
    at: 133,
    message: { kind: "STICKER", text: null, attachments: [expect.objectContaining({ kind: "sticker" })] },
    sends: 0,
  },
  wa_location: {
    at: 134,
    message: {
      kind: "LOCATION",
      content: { details: expect.objectContaining({ latitude: 38.8977, longitude: -77.0365 }) },
    },
  },
  wa_contacts: { at: 135, message: { kind: "CONTACTS", text: "Lucía Gómez" } },
  wa_interactive_button_reply: {
    at: 140,
    message: { kind: "INTERACTIVE_REPLY", text: "Yes, confirm", content: { payload: "confirm_yes" }, ...QUOTED },
  },
  wa_interactive_list_reply: {
    at: 141,
    message: {
      kind: "INTERACTIVE_REPLY",
      text: "Tomorrow 10:00",
      content: expect.objectContaining({ payload: "slot_2" }),
      ...QUOTED,
    },
  },
  wa_interactive_nfm_reply: {
    at: 142,
    message: {
      kind: "FLOW_REPLY",
      content: { details: expect.objectContaining({ response: { flow_token: "tok-771", rating: "4", note: "ok" } }) },
      ...QUOTED,
    },
  },
  wa_template_button: {
    at: 143,
    message: { kind: "BUTTON_REPLY", text: "Stop", content: { payload: "UNSUBSCRIBE" }, ...QUOTED },
  },
  wa_order: {
    at: 151,
    message: {
      kind: "ORDER",
      content: {
        details: expect.objectContaining({
          items: [
            expect.objectContaining({ productId: "KETTLE-BLUE-17", quantity: 2, unitPrice: 29.9 }),
            expect.objectContaining({ productId: "FILTER-3" }),
          ],
        }),
      },
    },
  },
  wa_unsupported: {
    at: 153,
    message: {
      kind: "UNSUPPORTED",
      status: "RECEIVED",
      content: { details: expect.objectContaining({ type: "poll" }) },
    },
    sends: 0,
    preview: "Unsupported message",
    handler: "NEEDS_PERSON",
  },
  wa_request_welcome: {
    at: 154,
    message: { kind: "WELCOME_REQUEST", text: null },
    ids: LIAM_IDS,
    name: "Liam Okafor",
    sends: 0,
  },
};

it.each(Object.entries(MESSAGES))(
  "%s is one message of one customer, answered as it should be, and repeating it changes nothing",
  async (fixture, expected) => {
    const names = [`${fixture}.json`];
    const business = await startOver(product);
    await receiveFixtures(product, names);
    const state = await readState(product);
    const at = new Date(Date.parse("2026-11-20T10:00:00Z") + expected.at * 1_000);
    const sends = expected.sends ?? 1;
    expect(state.results).toEqual(["message APPLIED"]);
    expect(state.customers).toMatchObject([{ name: expected.name ?? "Ana Ruiz", identities: expected.ids ?? ANA_IDS }]);
    expect(state.messages).toMatchObject([
      {
        businessId: business.id,
        direction: "INBOUND",
        author: "CUSTOMER",
        status: "RECEIVED",
        occurredAt: at,
        needsAnswer: false,
        isHistory: false,
        ...expected.message,
      },
    ]);
    expect(state.conversations).toMatchObject([
      {
        channel: "WHATSAPP",
        status: "OPEN",
        handler: expected.handler ?? "AGENT",
        lastInboundAt: at,
        unreadCount: 1,
        answerAt: null,
      },
    ]);
    if (expected.preview && sends === 0) expect(state.conversations[0]?.preview).toBe(expected.preview);
    expect(state.integration.lastInboundAt).toEqual(at);
    expect(state.sends).toHaveLength(sends);
    // A short-lived address is never the lasting reference.
    expect(JSON.stringify(state.messages)).not.toMatch(/https?:\/\/lookaside/);

    expect(await tablesChangedByRepeating(product, names)).toEqual([]);
    expect((await readState(product)).sends).toHaveLength(sends);
  },
);

it("both shapes of a customer's first messages are one customer and one conversation, with every alias", async () => {
  const names = ["wa_text_legacy.json", "wa_text_with_bsuid.json"];
  for (const order of [names, [...names].reverse()]) {
    await startOver(product);
    await receiveFixtures(product, order);
    const state = await readState(product);
    expect(state.customers).toMatchObject([
      {
        username: "ana.ruiz",
        phone: "12025550147",
        identities: ["BSUID US.10482266730915523", "PARENT_BSUID US.ENT.90118822734455101", "WA_ID 12025550147"],
      },
    ]);
    expect(state.conversations).toMatchObject([{ unreadCount: 2, lastInboundAt: new Date("2026-11-20T10:00:05Z") }]);
    expect(state.messages.map((message) => message.text)).toEqual([
      "Hi, do you have the blue kettle in stock?",
      "It is for delivery tomorrow 🙏",
    ]);
    expect(await tablesChangedByRepeating(product, names)).toEqual([]);
  }
});

it("two messages of one value are stored in order and get one answer together", async () => {
  await startOver(product);
  await receiveFixtures(product, ["wa_batch_same_user.json"]);
  const state = await readState(product);
  expect(state.messages.map((message) => message.text)).toEqual(["one", "two"]);
  expect(state.sends).toEqual(["Re: one + two"]);
  expect(await tablesChangedByRepeating(product, ["wa_batch_same_user.json"])).toEqual([]);
});

it("two changes of one entry are two customers with an answer each", async () => {
  await startOver(product);
  await receiveFixtures(product, ["wa_batch_two_changes.json"]);
  const state = await readState(product);
  expect(state.customers.map((customer) => customer.name).sort()).toEqual(["Ana Ruiz", "Liam Okafor"]);
  expect(state.conversations).toHaveLength(2);
  expect([...state.sends].sort()).toEqual(["Re: from Ana", "Re: from Liam"]);
  expect(await tablesChangedByRepeating(product, ["wa_batch_two_changes.json"])).toEqual([]);
});
