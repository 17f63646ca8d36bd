import { readState, receiveFixtures, startOver, tablesChangedByRepeating } from "@frontdesk/testing/fixture-run";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { listFixtures } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, expect, it } from "vitest";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());

type State = Awaited<ReturnType<typeof readState>>;
const ANA_IDS = ["BSUID US.10482266730915523", "WA_ID 12025550147"];
const none = { customers: [], conversations: [], messages: [], sends: [] };
const seconds = (at: number) => new Date(Date.parse("2026-11-20T10:00:00Z") + at * 1_000);

/** Everything that is no customer's message: what must be in the database after each alone, from the fixtures' INDEX.md. */
const EVENTS: Record<string, { results: string[]; state: Partial<Record<keyof State, unknown>> }> = {
  wa_reaction: {
    results: ["reaction APPLIED"],
    state: {
      messages: [],
      conversations: [],
      sends: [],
      customers: [{ identities: ANA_IDS }],
      reactions: [{ emoji: "👍" }],
    },
  },
  wa_edit: {
    results: ["edit APPLIED"],
    state: { messages: [{ text: "Two kettles, not three", editedAt: seconds(170), needsAnswer: false }], sends: [] },
  },
  wa_revoke: { results: ["unsend PARKED"], state: { messages: [], conversations: [], sends: [] } },
  wa_system_user_changed_number: {
    results: ["identity_change APPLIED"],
    state: {
      messages: [],
      sends: [],
      customers: [
        {
          phone: "12025550193",
          identities: [
            "BSUID US.10482266730915523",
            "BSUID US.10482266730915999",
            "WA_ID 12025550147",
            "WA_ID 12025550193",
          ],
        },
      ],
    },
  },
  wa_user_id_update: {
    results: ["identity_change APPLIED"],
    state: {
      messages: [],
      sends: [],
      customers: [
        {
          name: "Ana Ruiz",
          identities: ["BSUID US.10482266730915523", "BSUID US.10482266730915999", "WA_ID 12025550193"],
        },
      ],
    },
  },
  wa_value_errors: {
    results: ["account_error APPLIED"],
    state: {
      ...none,
      integration: {
        status: "ACTIVE",
        metadata: expect.objectContaining({
          platformNotes: { errors: expect.objectContaining({ errors: [expect.objectContaining({ code: 130429 })] }) },
        }),
      },
    },
  },
  wa_status_sent: {
    results: ["receipt PARKED"],
    state: { ...none, parked: [{ status: "SENT", pricing: expect.objectContaining({ category: "service" }) }] },
  },
  wa_status_delivered: { results: ["receipt PARKED"], state: { ...none, parked: [{ status: "DELIVERED" }] } },
  wa_status_read: { results: ["receipt PARKED"], state: { ...none, parked: [{ status: "READ" }] } },
  wa_status_played: { results: ["receipt PARKED"], state: { ...none, parked: [{ status: "READ" }] } },
  wa_status_failed_131047: {
    results: ["receipt PARKED"],
    state: { ...none, parked: [{ status: "FAILED", errorCode: 131047 }] },
  },
  wa_status_failed_131026: {
    results: ["receipt PARKED"],
    state: { ...none, parked: [{ status: "FAILED", errorCode: 131026 }] },
  },
  wa_status_sent_legacy_conversation: { results: ["receipt PARKED"], state: { ...none, parked: [{ status: "SENT" }] } },
  wa_smb_message_echo: {
    results: ["echo APPLIED"],
    state: {
      customers: [{ identities: ANA_IDS }],
      messages: [
        {
          direction: "OUTBOUND",
          author: "PHONE",
          status: "SENT",
          text: "I'll check and call you back (sent from the shop's phone)",
        },
      ],
      conversations: [{ handler: "MEMBER", lastInboundAt: null, unreadCount: 0, notes: ["answered_elsewhere"] }],
      sends: [],
    },
  },
  wa_history_chunk: {
    results: ["history_message APPLIED", "history_message APPLIED"],
    state: {
      messages: [
        { direction: "OUTBOUND", author: "PHONE", status: "READ", text: "Your order is ready", isHistory: true },
        { direction: "INBOUND", kind: "MEDIA_PLACEHOLDER", isHistory: true, needsAnswer: false },
      ],
      conversations: [{ lastInboundAt: null, unreadCount: 0, waitingSince: null, answerAt: null }],
      sends: [],
    },
  },
  wa_smb_app_state_sync: {
    results: ["contact_sync APPLIED"],
    state: {
      messages: [],
      conversations: [],
      sends: [],
      customers: [{ name: "Pablo Marin", identities: ["WA_ID 12025550160"] }],
    },
  },
  wa_template_status_approved: {
    results: ["template_status APPLIED"],
    state: { ...none, templates: [{ providerId: "990011223344556", name: "order_followup", status: "APPROVED" }] },
  },
  wa_template_status_rejected: {
    results: ["template_status APPLIED"],
    state: {
      ...none,
      templates: [
        {
          status: "REJECTED",
          reason: "INVALID_FORMAT",
          rejection: { reason: "Two variables are adjacent.", recommendation: "Put text between them." },
        },
      ],
    },
  },
  wa_account_update_partner_app_uninstalled: {
    results: ["account APPLIED"],
    state: {
      ...none,
      integration: { status: "DISCONNECTED", isActive: false, accessToken: null, statusReason: expect.any(String) },
    },
  },
  wa_account_update_disabled: {
    results: ["account APPLIED"],
    state: {
      ...none,
      integration: {
        status: "ERROR",
        isActive: true,
        sendingPausedUntil: expect.any(Date),
        statusReason: expect.any(String),
      },
    },
  },
  wa_phone_number_quality_update: {
    results: ["account APPLIED"],
    state: {
      ...none,
      integration: {
        status: "ACTIVE",
        metadata: expect.objectContaining({
          platformNotes: expect.objectContaining({ THROUGHPUT_UPGRADE: expect.anything() }),
        }),
      },
    },
  },
  wa_user_preferences_stop: {
    results: ["preference APPLIED"],
    state: {
      messages: [],
      conversations: [],
      sends: [],
      customers: [{ identities: ANA_IDS, marketingOptOutAt: seconds(353), optedOutAt: null }],
    },
  },
  wa_call_connect: {
    results: ["call APPLIED"],
    state: {
      messages: [
        {
          kind: "CALL",
          direction: "INBOUND",
          needsAnswer: false,
          content: { details: expect.objectContaining({ event: "connect" }) },
        },
      ],
      conversations: [{ lastInboundAt: seconds(360), preview: "Call", answerAt: null }],
      sends: [],
    },
  },
};

it.each(Object.entries(EVENTS))(
  "%s leaves what it should, and repeating it changes nothing",
  async (fixture, { results, state }) => {
    await startOver(product);
    await receiveFixtures(product, [`${fixture}.json`]);
    const after = await readState(product);
    expect(after.results).toEqual(results);
    expect(after).toMatchObject(state);
    expect(await tablesChangedByRepeating(product, [`${fixture}.json`])).toEqual([]);
  },
);

it("has an expectation for every recorded body", () => {
  const messages = [
    "wa_text_",
    "wa_image",
    "wa_audio",
    "wa_video",
    "wa_document",
    "wa_sticker",
    "wa_location",
    "wa_contacts",
    "wa_interactive_",
    "wa_template_button",
    "wa_order",
    "wa_unsupported",
    "wa_request_welcome",
    "wa_batch_",
  ];
  const others = listFixtures().filter((name) => !messages.some((prefix) => name.startsWith(prefix)));
  expect(others).toEqual(
    Object.keys(EVENTS)
      .map((name) => `${name}.json`)
      .sort(),
  );
});
