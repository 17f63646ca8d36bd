/** A person who signs in to the demo. `key` is what conversation scripts call them. */
export type DemoMember = { key: string; name: string; email: string; role: "BUSINESS_OWNER" | "TEAM_MEMBER" };

export type DemoIntegration = {
  type: "WHATSAPP" | "INSTAGRAM" | "FACEBOOK";
  platformId: string;
  platformName: string;
  metadata: Record<string, string>;
  assets: { kind: "PHONE_NUMBER" | "WABA" | "INSTAGRAM_ACCOUNT" | "PAGE"; assetId: string }[];
};

export type DemoBusiness = {
  slug: "napoli" | "smile-dental" | "gadgetly";
  name: string;
  timezone: string;
  agentName: string;
  handoverText: string;
  profile: Record<string, unknown>;
  members: DemoMember[];
  integrations: DemoIntegration[];
};

/** Every demo account signs in with it; it opens nothing outside a demo. */
export const demoPassword = "frontdesk-demo";

type Meta = { number: string; numberId: string; waba: string; instagram: string; handle: string; page: string };

/** Opening hours are pairs of local times by weekday; a missing day is closed. */
export const demoBusinesses: DemoBusiness[] = [
  {
    slug: "napoli",
    name: "Pizzeria Napoli",
    timezone: "Europe/Rome",
    agentName: "Napoli assistant",
    handoverText: "I am passing this on to my colleagues at the pizzeria. One of them will answer you here.",
    profile: {
      address: "Via Roma 21",
      phone: "555-0142",
      website: "https://napoli.example",
      openingHours: Object.fromEntries(
        ["tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, [["12:00", "23:00"]]]),
      ),
    },
    members: [
      { key: "sofia", name: "Sofia Esposito", email: "owner@napoli.example", role: "BUSINESS_OWNER" },
      { key: "marco", name: "Marco Bianchi", email: "marco@napoli.example", role: "TEAM_MEMBER" },
      { key: "giulia", name: "Giulia Conti", email: "giulia@napoli.example", role: "TEAM_MEMBER" },
    ],
    integrations: connectMeta("Pizzeria Napoli", {
      number: "+1 212-555-0100",
      numberId: "412233445566778",
      waba: "301122334455667",
      instagram: "17841405550001111",
      handle: "pizzeria.napoli",
      page: "104455667788990",
    }),
  },
  {
    slug: "smile-dental",
    name: "Bright Smile Dental Clinic",
    timezone: "America/New_York",
    agentName: "Bright Smile assistant",
    handoverText: "I am passing this on to our reception. Someone from the team will answer you here.",
    profile: {
      address: "12 Oak Avenue, second floor",
      phone: "+1 212-555-0101",
      website: "https://smile-dental.example",
      openingHours: {
        ...Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [["08:30", "18:00"]]])),
        sat: [["09:00", "13:00"]],
      },
    },
    members: [
      { key: "amira", name: "Dr. Amira Shah", email: "owner@smile-dental.example", role: "BUSINESS_OWNER" },
      { key: "nina", name: "Nina Kowalski", email: "nina@smile-dental.example", role: "TEAM_MEMBER" },
      { key: "omar", name: "Omar Haddad", email: "omar@smile-dental.example", role: "TEAM_MEMBER" },
    ],
    integrations: connectMeta("Bright Smile Dental Clinic", {
      number: "+1 212-555-0101",
      numberId: "412233445566779",
      waba: "301122334455668",
      instagram: "17841405550001112",
      handle: "brightsmile.dental",
      page: "104455667788991",
    }),
  },
  {
    slug: "gadgetly",
    name: "Gadgetly Online Store",
    timezone: "Europe/London",
    agentName: "Gadgetly assistant",
    handoverText: "I am passing this on to our support team. One of us will answer you here.",
    profile: {
      phone: "+44 20 7946 0332",
      website: "https://gadgetly.example",
      openingHours: Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [["09:00", "17:30"]]])),
    },
    members: [
      { key: "hannah", name: "Hannah Doyle", email: "owner@gadgetly.example", role: "BUSINESS_OWNER" },
      { key: "leo", name: "Leo Fischer", email: "leo@gadgetly.example", role: "TEAM_MEMBER" },
      { key: "priya", name: "Priya Nair", email: "priya@gadgetly.example", role: "TEAM_MEMBER" },
    ],
    integrations: connectMeta("Gadgetly Online Store", {
      number: "+44 20 7946 0332",
      numberId: "412233445566332",
      waba: "309988776655443",
      instagram: "17841405550002222",
      handle: "gadgetly.store",
      page: "104455667788992",
    }),
  },
];

function connectMeta(name: string, meta: Meta): DemoIntegration[] {
  return [
    {
      type: "WHATSAPP",
      platformId: meta.numberId,
      platformName: name,
      metadata: { displayPhoneNumber: meta.number, wabaId: meta.waba },
      assets: [
        { kind: "PHONE_NUMBER", assetId: meta.numberId },
        { kind: "WABA", assetId: meta.waba },
      ],
    },
    {
      type: "INSTAGRAM",
      platformId: meta.instagram,
      platformName: name,
      metadata: { username: meta.handle, pageId: meta.page },
      assets: [{ kind: "INSTAGRAM_ACCOUNT", assetId: meta.instagram }],
    },
    {
      type: "FACEBOOK",
      platformId: meta.page,
      platformName: name,
      metadata: {},
      assets: [{ kind: "PAGE", assetId: meta.page }],
    },
  ];
}
