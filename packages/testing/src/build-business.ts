import { tokenPlace } from "@frontdesk/core/integration/token-place";
import { memberScope, type Scope } from "@frontdesk/core/scope";
import type { Prisma } from "@frontdesk/db/models";
import { newId } from "@frontdesk/db/new-id";
import { createDataKey, wrapDataKey } from "@frontdesk/encryption/data-key";
import { sealToken } from "@frontdesk/encryption/token-envelope";
import type { TestDatabase } from "./test-database.ts";
import { testKeyRing } from "./test-deps.ts";

/** The number that the recorded bodies are about, and that the simulator's pizzeria has. */
export const FIXTURE_NUMBER = {
  phoneNumberId: "412233445566778",
  wabaId: "301122334455667",
  displayPhoneNumber: "12125550100",
};
/** The simulator's token for that number. */
const FIXTURE_TOKEN = "EAAsim-napoli-412233445566778";

export type TestBusiness = {
  readonly id: string;
  readonly ownerId: string;
  readonly integrationId: string;
  readonly phoneNumberId: string;
  readonly wabaId: string;
  /** The owner's own scope, as a signed-in session earns it. */
  readonly scope: Scope;
};

export type BusinessOptions = {
  name?: string;
  number?: { phoneNumberId: string; wabaId: string; displayPhoneNumber: string };
  token?: string;
  messagesLimit?: number;
  settings?: Omit<Prisma.AgentSettingsUncheckedCreateInput, "businessId">;
  knowledge?: { question: string; answer: string; variants?: string[] }[];
};

let made = 0;

/** A number of its own for each business of a test file. */
function nextNumber(): Required<BusinessOptions>["number"] {
  made += 1;
  return {
    phoneNumberId: String(500_000_000_000_000 + made),
    wabaId: String(600_000_000_000_000 + made),
    displayPhoneNumber: `1212555${String(made).padStart(4, "0")}`,
  };
}

/** Inserts a business with its owner, agent, knowledge and one connected WhatsApp number; it answers without debounce and disclosure. */
export async function buildBusiness({ rows }: TestDatabase, options: BusinessOptions = {}): Promise<TestBusiness> {
  const id = newId();
  const ownerId = newId();
  const integrationId = newId();
  const number = options.number ?? nextNumber();
  const dataKey = createDataKey();
  const name = options.name ?? "Pizzeria Napoli";
  await rows.business.create({
    data: {
      id,
      name,
      slug: `b-${id}`,
      dataKey: wrapDataKey(testKeyRing, dataKey, id),
      messagesLimit: options.messagesLimit ?? 1_000,
    },
  });
  await rows.user.create({
    data: {
      id: ownerId,
      businessId: id,
      email: `${ownerId}@example.com`,
      name: "Olga Owner",
      passwordHash: "test:secret",
      role: "BUSINESS_OWNER",
    },
  });
  await rows.agentSettings.create({
    data: { replyDelayMs: 0, disclosureText: "", ...options.settings, businessId: id },
  });
  await rows.integration.create({
    data: {
      businessId: id,
      id: integrationId,
      type: "WHATSAPP",
      platformId: number.phoneNumberId,
      platformName: name,
      accessToken: sealToken(dataKey, options.token ?? FIXTURE_TOKEN, tokenPlace(id, integrationId, "accessToken")),
      metadata: { wabaId: number.wabaId, displayPhoneNumber: `+${number.displayPhoneNumber}` },
    },
  });
  await rows.assetRoute.createMany({
    data: [
      { kind: "PHONE_NUMBER", assetId: number.phoneNumberId, businessId: id, integrationId },
      { kind: "WABA", assetId: number.wabaId, businessId: id, integrationId: null },
    ],
  });
  for (const entry of options.knowledge ?? [])
    await rows.knowledgeEntry.create({ data: { businessId: id, id: newId(), variants: [], ...entry } });
  const scope = memberScope({
    sessionId: newId(),
    userId: ownerId,
    name: "Olga Owner",
    email: "",
    role: "BUSINESS_OWNER",
    businessId: id,
  });
  if (!scope) throw new Error("An owner earns a scope");
  return { id, ownerId, integrationId, phoneNumberId: number.phoneNumberId, wabaId: number.wabaId, scope };
}

/** Adds a team member to a business; returns their scope. */
export async function buildMember(
  { rows }: TestDatabase,
  business: TestBusiness,
  name = "Tim Member",
): Promise<{ userId: string; scope: Scope }> {
  const userId = newId();
  await rows.user.create({
    data: {
      id: userId,
      businessId: business.id,
      email: `${userId}@example.com`,
      name,
      passwordHash: "test:secret",
      role: "TEAM_MEMBER",
    },
  });
  const scope = memberScope({
    sessionId: newId(),
    userId,
    name,
    email: "",
    role: "TEAM_MEMBER",
    businessId: business.id,
  });
  if (!scope) throw new Error("A member earns a scope");
  return { userId, scope };
}

export type TestConversation = { readonly id: string; readonly customerId: string; readonly phone: string };

/** Inserts a customer and their conversation; they wrote at `at`, and nothing waits for an answer. */
export async function buildConversation(
  { rows }: TestDatabase,
  business: TestBusiness,
  at: Date,
  phone = "12025550147",
): Promise<TestConversation> {
  const customerId = newId();
  const id = newId();
  await rows.customer.create({ data: { businessId: business.id, id: customerId, name: "Ana Ruiz", phone } });
  await rows.customerIdentity.create({
    data: { businessId: business.id, id: newId(), customerId, kind: "WA_ID", value: phone },
  });
  await rows.conversation.create({
    data: {
      businessId: business.id,
      id,
      customerId,
      integrationId: business.integrationId,
      channel: "WHATSAPP",
      lastMessageAt: at,
      lastInboundAt: at,
    },
  });
  return { id, customerId, phone };
}

/** Inserts an outbound message of the agent (or what `data` says) in a conversation; returns its id. */
export async function buildOutbound(
  { rows }: TestDatabase,
  business: TestBusiness,
  conversation: TestConversation,
  data: Partial<Prisma.MessageUncheckedCreateInput> & { occurredAt: Date },
): Promise<string> {
  const id = newId();
  await rows.message.create({
    data: {
      businessId: business.id,
      id,
      conversationId: conversation.id,
      integrationId: business.integrationId,
      direction: "OUTBOUND",
      author: "AGENT",
      kind: "TEXT",
      text: "Hello",
      status: "QUEUED",
      receivedAt: data.occurredAt,
      ...data,
    },
  });
  return id;
}
