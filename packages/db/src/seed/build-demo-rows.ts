import { readFileSync } from "node:fs";
import { type DemoBusiness, demoBusinesses } from "./demo-businesses.ts";
import { makeCustomer } from "./make-customer.ts";
import { makeOrdinaryThreads } from "./make-ordinary-threads.ts";
import { parseThreads, type ThreadScript } from "./parse-threads.ts";
import { createRandom } from "./random.ts";
import { createSeedIds, type SeedIds } from "./seed-ids.ts";
import { createEmptyRows, type SeedRow, type SeedRows } from "./seed-rows.ts";
import { tellThread } from "./tell-thread.ts";

type Entry = { id: string; question: string; answer: string };

/** When the demo's businesses joined, relative to now: their ids and creation times follow from it. */
const joinedBeforeMs = 120 * 86_400_000;
/** More than any business has; keeps the businesses' invented numbers apart. */
const MOST_THREADS = 100;
const ordinaryThreads = 26;

/**
 * Builds everything that the demo shows: three businesses with members, knowledge, connections, customers and
 * conversations. The same seed and `now` give the same rows. Three secrets are left out for the writer to add, because
 * they are random by nature: `Business.dataKey`, `Integration.accessToken`, `User.passwordHash`.
 */
export function buildDemoRows({ seed, now }: { seed: string; now: Date }): SeedRows {
  const rows = createEmptyRows();
  const ids = createSeedIds(seed);
  const names = readData("names.txt").split("\n").filter(Boolean);
  demoBusinesses.forEach((business, position) => {
    buildBusiness(rows, { business, seed, now, ids, names, position });
  });
  rows.UsagePeriod.push(...sumUsage(rows.UsageEntry));
  return rows;
}

type Setting = { business: DemoBusiness; seed: string; now: Date; ids: SeedIds; names: string[]; position: number };

function buildBusiness(rows: SeedRows, { business, seed, now, ids, names, position }: Setting): void {
  const { slug } = business;
  const random = createRandom(`${seed}:${slug}`);
  const createdAt = new Date(now.getTime() - joinedBeforeMs + position * 3_600_000);
  const businessId = ids(`business:${slug}`, createdAt);
  const times = { createdAt, updatedAt: createdAt };
  const { name, timezone, profile } = business;
  rows.Business.push({
    id: businessId,
    name,
    slug,
    timezone,
    locale: "en",
    profile,
    messagesLimit: 1000,
    voiceMinutesLimit: 100,
    ...times,
  });
  const members = new Map(
    business.members.map((member) => [member.key, { id: ids(`user:${member.email}`, createdAt), name: member.name }]),
  );
  for (const { key, ...member } of business.members)
    rows.User.push({ id: members.get(key)?.id, businessId, ...member, ...times });
  rows.AgentSettings.push({
    businessId,
    agentName: business.agentName,
    handoverText: business.handoverText,
    knowledgeVersion: 1,
    updatedAt: createdAt,
  });
  const entries = addKnowledge(rows, { businessId, slug, ids, createdAt });
  const integrations = addIntegrations(rows, { business, businessId, ids, createdAt });

  const questions = readQuestions(slug);
  const told = parseThreads(readData(`${slug}.txt`));
  const own = random.shuffle(names.filter((_, i) => i % demoBusinesses.length === position || random.chance(0.35)));
  const keys = business.members.filter((member) => member.role === "TEAM_MEMBER").map((member) => member.key);
  const ordinary = makeOrdinaryThreads(random, slug, {
    names: own.slice(0, ordinaryThreads),
    questions,
    members: keys,
  });
  [...told, ...ordinary].forEach((script, i) => {
    const key = `${slug}:thread:${i}`;
    const integration = integrations.get(script.channel);
    if (!integration) throw new Error(`${slug} has no connection for ${script.channel}`);
    const firstSeen = new Date(now.getTime() - script.ageMs - 86_400_000);
    const { customer, identities } = makeCustomer(script, {
      index: position * MOST_THREADS + i,
      businessId,
      scope: String(integration.platformId),
      key,
      createdAt: firstSeen,
      random,
      ids,
    });
    rows.Customer.push(customer);
    rows.CustomerIdentity.push(...identities);
    const integrationId = String(integration.id);
    const setting = { rows, ids, random, now, integrationId, customerId: String(customer.id), members, entries, key };
    tellThread(script, { ...setting, business: { ...business, id: businessId } });
    customer.createdAt = firstMessageOf(rows, setting.customerId);
    customer.updatedAt = customer.createdAt;
  });
  noteLastUse(rows, [...integrations.values()]);
}

type Owner = { businessId: string; ids: SeedIds; createdAt: Date };

function addKnowledge(
  rows: SeedRows,
  { businessId, slug, ids, createdAt }: Owner & { slug: string },
): Map<string, Entry> {
  const lines = readData("knowledge.jsonl").split("\n").filter(Boolean);
  const businesses = lines.map((line) => JSON.parse(line) as { business: string; faqs: Entry[] });
  const faqs = businesses.find(({ business }) => business === slug)?.faqs ?? [];
  return new Map(
    faqs.map(({ id: key, question, answer }, i) => {
      const at = new Date(createdAt.getTime() + (i + 1) * 60_000);
      const id = ids(`${slug}:entry:${key}`, at);
      const times = { createdAt: at, updatedAt: at };
      rows.KnowledgeEntry.push({ businessId, id, question, answer, variants: [], language: "en", ...times });
      return [key, { id, question, answer }] as const;
    }),
  );
}

function addIntegrations(
  rows: SeedRows,
  { business, businessId, ids, createdAt }: Owner & { business: DemoBusiness },
): Map<ThreadScript["channel"], SeedRow> {
  const times = { createdAt, updatedAt: createdAt };
  return new Map(
    business.integrations.map(({ assets, ...integration }) => {
      const id = ids(`integration:${integration.platformId}`, createdAt);
      const row: SeedRow = { businessId, id, ...integration, status: "ACTIVE", isActive: true, ...times };
      rows.Integration.push(row);
      for (const { kind, assetId } of assets) {
        // A WABA may hold several numbers, so no one connection receives for it.
        rows.AssetRoute.push({ kind, assetId, businessId, integrationId: kind === "WABA" ? null : id, createdAt });
      }
      return [integration.type, row] as const;
    }),
  );
}

function firstMessageOf(rows: SeedRows, customerId: string): unknown {
  return rows.Conversation.find((row) => row.customerId === customerId)?.createdAt;
}

function noteLastUse(rows: SeedRows, integrations: SeedRow[]): void {
  for (const integration of integrations) {
    const mine = rows.Message.filter((row) => row.integrationId === integration.id);
    const newest = (direction: string) =>
      mine
        .filter((row) => row.direction === direction)
        .reduce<Date | null>(
          (latest, row) => (latest && latest > (row.occurredAt as Date) ? latest : (row.occurredAt as Date)),
          null,
        );
    integration.lastInboundAt = newest("INBOUND");
    integration.lastOutboundAt = newest("OUTBOUND");
  }
}

function sumUsage(entries: SeedRow[]): SeedRow[] {
  const periods = new Map<string, SeedRow>();
  for (const { businessId, period, amount } of entries) {
    const key = `${businessId}:${period}`;
    const row = periods.get(key) ?? { businessId, period, messagesUsed: 0 };
    row.messagesUsed = Number(row.messagesUsed) + Number(amount);
    periods.set(key, row);
  }
  return [...periods.values()];
}

function readQuestions(slug: string): { entry: string; wordings: string[] }[] {
  return readData("questions.txt")
    .split("\n")
    .filter((line) => line.startsWith(`${slug} `))
    .map((line) => {
      const [head = "", ...wordings] = line.split(" | ");
      return { entry: head.split(" ")[1] ?? "", wordings };
    });
}

function readData(file: string): string {
  return readFileSync(new URL(`./data/${file}`, import.meta.url), "utf8");
}
