import { buildBusiness, FIXTURE_NUMBER, type TestBusiness } from "./build-business.ts";
import { runEverything } from "./run-work.ts";
import { postWebhook } from "./signed-webhook.ts";
import { checksumTables } from "./table-checksums.ts";
import type { TestProduct } from "./test-product.ts";
import { readFixture } from "./whatsapp-bodies.ts";

/** Empties the database and makes anew the business that the recorded bodies are about. */
export async function startOver({ database, graph, engine }: TestProduct): Promise<TestBusiness> {
  await database.query(`TRUNCATE "Business", "WebhookLog", "WebhookRefusal", "AuditLog" CASCADE`);
  await database.query("DELETE FROM pgboss.job");
  graph.sends.length = 0;
  engine.turns.length = 0;
  return buildBusiness(database, { number: FIXTURE_NUMBER });
}

/** Posts recorded bodies, one after the other, and does all the work that follows from each. */
export async function receiveFixtures(product: TestProduct, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const response = await postWebhook(product.deps, readFixture(name));
    if (response.status !== 200) throw new Error(`${name} was answered with ${response.status}`);
    await runEverything(product.deps);
  }
}

/** Receives bodies once more; returns the tables that this changed, which should be none. */
export async function tablesChangedByRepeating(product: TestProduct, names: readonly string[]): Promise<string[]> {
  const except = ["WebhookLog", "WebhookEvent"];
  const before = await checksumTables(product.database, except);
  await receiveFixtures(product, names);
  const after = await checksumTables(product.database, except);
  return Object.keys(before).filter((table) => before[table] !== after[table]);
}

/** What the rows say after a delivery, in a form that is easily compared; replies of the agent are counted apart, as sends. */
export async function readState({ database: { rows }, graph }: TestProduct) {
  const customers = await rows.customer.findMany({ include: { identities: true }, orderBy: { id: "asc" } });
  const conversations = await rows.conversation.findMany({
    include: { events: { orderBy: { id: "asc" } } },
    orderBy: { id: "asc" },
  });
  const messages = await rows.message.findMany({
    where: { author: { not: "AGENT" } },
    include: { attachments: true, revisions: true },
    orderBy: [{ occurredAt: "asc" }, { id: "asc" }],
  });
  return {
    results: (await rows.webhookEvent.findMany({ orderBy: { id: "asc" } })).map(
      (event) => `${event.kind} ${event.result}`,
    ),
    customers: customers.map(({ identities, ...customer }) => ({
      ...customer,
      identities: identities.map(({ kind, value }) => `${kind} ${value}`).sort(),
    })),
    conversations: conversations.map(({ events, ...conversation }) => ({
      ...conversation,
      notes: events.map((event) => event.kind),
    })),
    messages,
    reactions: await rows.messageReaction.findMany(),
    parked: await rows.parkedReceipt.findMany(),
    templates: await rows.template.findMany(),
    integration: await rows.integration.findFirstOrThrow(),
    sends: graph.sends.map((send) => send.text),
  };
}
