import {
  appSchema,
  personSchema,
  phoneNumberSchema,
  templateSchema,
  tokenSchema,
  wabaSchema,
} from "../world/entities.ts";
import { type Settings, settingsSchema } from "../world/settings.ts";
import { createEmptyWorld, put, type World } from "../world/world.ts";

export type WorldOptions = {
  appId: string;
  appSecret: string;
  verifyToken: string;
  /** The product's base URL; webhooks go to its /api/webhooks/meta. */
  appUrl: string;
  now: number;
  settings?: Partial<Settings>;
};

/** Every webhook field of WhatsApp that the app subscribes to. */
const FIELDS = [
  "messages",
  "smb_message_echoes",
  "user_id_update",
  "user_preferences",
  "account_update",
  "phone_number_quality_update",
  "message_template_status_update",
  "calls",
  "history",
  "smb_app_state_sync",
];

const PORTFOLIO_A = "771100220033445";
const PORTFOLIO_B = "771100220033446";
const PORTFOLIO_C = "771100220033447";
const WABA_A = "301122334455667";
const WABA_C = "301122334455668";
const WABA_B = "309988776655443";

const NUMBERS = [
  { id: "412233445566778", waba_id: WABA_A, display: "+1 212-555-0100", name: "Pizzeria Napoli", slug: "napoli" },
  {
    id: "412233445566779",
    waba_id: WABA_C,
    display: "+1 212-555-0101",
    name: "Bright Smile Dental Clinic",
    slug: "smile-dental",
  },
  {
    id: "412233445566332",
    waba_id: WABA_B,
    display: "+44 20 7946 0332",
    name: "Gadgetly Online Store",
    slug: "gadgetly",
  },
];

const PEOPLE = [
  { id: "ana", name: "Ana Ruiz", phone: "12025550147", country: "US", bsuid: "US.10482266730915523" },
  { id: "liam", name: "Liam Okafor", phone: "447700900123", country: "GB", bsuid: "GB.20775518890043312" },
  { id: "mei", name: "Mei Tanaka", phone: "12025550163", country: "US", bsuid: "US.13390417725560284" },
  { id: "noah", name: "Noah Weber", phone: "447700900457", country: "GB", bsuid: "GB.27714490368125507" },
  { id: "sara", name: "Sara Haddad", phone: "12025550188", country: "US", bsuid: "US.15528830946617730" },
];

/** Ids of the people every world begins with; who else is in it is a customer of the product's demo or of a test. */
export const startingPeople: ReadonlySet<string> = new Set(PEOPLE.map(({ id }) => id));

const TEMPLATES = [
  { name: "hello_world", language: "en_US", category: "UTILITY", body: "Welcome. This message is a test." },
  { name: "order_update", language: "en_US", category: "UTILITY", body: "Hi {{1}}, your order {{2}} is on its way." },
  { name: "appointment_reminder", language: "en_US", category: "UTILITY", body: "Reminder: your visit is on {{1}}." },
  { name: "winter_offer", language: "en_US", category: "MARKETING", body: "Hi {{1}}, a small winter offer for you." },
];

/**
 * The platform as the demo finds it: one app, three WhatsApp business accounts with a number each, their tokens, and five
 * customers. Ids are the ones the product's seed connects.
 */
export function createDefaultWorld(options: WorldOptions): World {
  const world = createEmptyWorld();
  world.settings = settingsSchema.parse(options.settings ?? {});
  put(
    world,
    "apps",
    appSchema.parse({
      id: options.appId,
      name: "Frontdesk",
      secret: options.appSecret,
      callback: {
        url: new URL("/api/webhooks/meta", options.appUrl).href,
        verify_token: options.verifyToken,
        fields: FIELDS,
      },
    }),
  );
  const wabas = [
    { id: WABA_A, business_id: PORTFOLIO_A, name: "Napoli Group", country_code: "1" },
    { id: WABA_C, business_id: PORTFOLIO_C, name: "Bright Smile Dental", country_code: "1" },
    { id: WABA_B, business_id: PORTFOLIO_B, name: "Gadgetly", country_code: "44", currency: "GBP" },
  ];
  for (const waba of wabas) {
    put(world, "wabas", wabaSchema.parse(waba));
    for (const template of TEMPLATES) {
      const id = `${waba.id}:${template.name}:${template.language}`;
      put(world, "templates", templateSchema.parse({ ...template, id, waba_id: waba.id }));
    }
  }
  for (const { id, waba_id, display, name, slug } of NUMBERS) {
    put(
      world,
      "phone_numbers",
      phoneNumberSchema.parse({ id, waba_id, display_phone_number: display, verified_name: name }),
    );
    const token = { id: slug, value: `EAAsim-${slug}-${id}`, app_id: options.appId };
    const issuedAt = options.now - 24 * 3_600_000;
    put(
      world,
      "tokens",
      tokenSchema.parse({ ...token, phone_number_ids: [id], waba_ids: [waba_id], issued_at: issuedAt }),
    );
  }
  for (const { bsuid, ...person } of PEOPLE) {
    put(world, "people", personSchema.parse({ ...person, user_ids: { [PORTFOLIO_A]: bsuid } }));
  }
  return world;
}
