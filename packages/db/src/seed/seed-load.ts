import { createDataKey, wrapDataKey } from "@frontdesk/encryption/data-key";
import { sealToken } from "@frontdesk/encryption/token-envelope";
import type pg from "pg";
import { demoPassword } from "./demo-businesses.ts";
import { insertRows } from "./insert-rows.ts";
import { insertStatements, makeIdFunction, makePlan, makeTextFunctions } from "./load-statements.ts";
import type { SeedOptions } from "./seed-database.ts";
import { createSeedIds } from "./seed-ids.ts";
import { createEmptyRows } from "./seed-rows.ts";

/** A business of the load data holds at most this many conversations, so that there are large tenants and many of them. */
const conversationsEach = 20_000;
/** Conversations a transaction: what is locked and kept in memory stays small, however many there are. */
const conversationsAtOnce = 5_000;

/**
 * Adds load data: `size` conversations of ten messages each, spread over businesses named "Load 1", "Load 2", …, made by
 * the server itself. Columns agree with the messages as the product's writers keep them; agent runs and uses are left out.
 * A load business that is complete already is left alone, so an interrupted run can be started again.
 */
export async function seedLoad(
  client: pg.ClientBase,
  options: SeedOptions & { size: number },
): Promise<{ conversations: number }> {
  const passwordHash = await options.hashPassword(demoPassword);
  let conversations = 0;
  for (let number = 1; (number - 1) * conversationsEach < options.size; number++) {
    const count = Math.min(conversationsEach, options.size - (number - 1) * conversationsEach);
    conversations += await fillBusiness(client, { ...options, number, count, passwordHash });
  }
  await client.query('ANALYZE "Customer", "CustomerIdentity", "Conversation", "Message", "ConversationEvent"');
  return { conversations };
}

type Filling = SeedOptions & { number: number; count: number; passwordHash: string };

async function fillBusiness(client: pg.ClientBase, filling: Filling): Promise<number> {
  const { now, seed, number, count } = filling;
  const found = await client.query<{ id: string; integration: string; owner: string; has: number }>(
    `SELECT b.id, i.id AS integration, u.id AS owner, (SELECT count(*)::int FROM "Conversation" c WHERE c."businessId" = b.id) AS has
     FROM "Business" b JOIN "Integration" i ON i."businessId" = b.id JOIN "User" u ON u."businessId" = b.id WHERE b.slug = $1`,
    [`load-${number}`],
  );
  const target = found.rows[0] ?? { ...(await addBusiness(client, filling)), has: 0 };
  for (let first = target.has; first < count; first += conversationsAtOnce) {
    const last = Math.min(first + conversationsAtOnce, count) - 1;
    await client.query("BEGIN");
    try {
      for (const statement of [makeIdFunction, ...makeTextFunctions]) await client.query(statement);
      const key = `${seed}:load-${number}`;
      await client.query(makePlan, [target.id, target.integration, target.owner, key, first, last, count, now]);
      for (const statement of insertStatements) await client.query(statement);
      await client.query("COMMIT");
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    }
  }
  return Math.max(0, count - target.has);
}

async function addBusiness(
  client: pg.ClientBase,
  filling: Filling,
): Promise<{ id: string; integration: string; owner: string }> {
  const { seed, now, number } = filling;
  const createdAt = new Date(now.getTime() - 90 * 86_400_000);
  const ids = createSeedIds(seed);
  const slug = `load-${number}`;
  const id = ids(`business:${slug}`, createdAt);
  const integration = ids(`integration:${slug}`, createdAt);
  const owner = ids(`user:${slug}`, createdAt);
  const times = { createdAt, updatedAt: createdAt };
  const platformId = `9900${String(number).padStart(11, "0")}`;
  const dataKey = createDataKey();
  const place = { businessId: id, table: "Integration", column: "accessToken", rowId: integration };
  const rows = createEmptyRows();
  rows.Business.push({
    id,
    name: `Load ${number}`,
    slug,
    messagesLimit: 1_000_000,
    dataKey: wrapDataKey(filling.keyRing, dataKey, id),
    ...times,
  });
  rows.User.push({
    id: owner,
    businessId: id,
    name: "Load Owner",
    email: `owner@${slug}.example`,
    role: "BUSINESS_OWNER",
    passwordHash: filling.passwordHash,
    ...times,
  });
  rows.AgentSettings.push({ businessId: id, updatedAt: createdAt });
  rows.Integration.push({
    businessId: id,
    id: integration,
    type: "WHATSAPP",
    platformId,
    platformName: `Load ${number}`,
    accessToken: sealToken(dataKey, `EAAsim-${slug}-${platformId}`, place),
    ...times,
  });
  rows.AssetRoute.push({
    kind: "PHONE_NUMBER",
    assetId: platformId,
    businessId: id,
    integrationId: integration,
    createdAt,
  });
  await client.query("BEGIN");
  try {
    await insertRows(client, rows);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
  return { id, integration, owner };
}
