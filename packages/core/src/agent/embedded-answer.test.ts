import { buildBusiness } from "@frontdesk/testing/build-business";
import { runEverything } from "@frontdesk/testing/run-work";
import { type ScriptedGraph, startScriptedGraph } from "@frontdesk/testing/scripted-graph";
import { postWebhook } from "@frontdesk/testing/signed-webhook";
import { openTestDatabase, type TestDatabase } from "@frontdesk/testing/test-database";
import { createTestDeps, type TestDeps } from "@frontdesk/testing/test-deps";
import { messagesBody } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";

let database: TestDatabase;
let graph: ScriptedGraph;
let deps: TestDeps;
beforeAll(async () => {
  database = await openTestDatabase();
  graph = await startScriptedGraph();
  deps = await createTestDeps({ databaseUrl: database.databaseUrl, graphUrl: graph.url });
});
afterAll(async () => {
  await deps.close();
  await graph.close();
  await database.close();
});
beforeEach(() => {
  graph.sends.length = 0;
});

const KNOWLEDGE = [
  { question: "Do you deliver on Sundays?", answer: "Yes, on Sundays we deliver from 12 to 9 pm." },
  {
    question: "Do you have gluten-free pizza?",
    answer: "Every pizza can be made with gluten-free dough for 2 dollars more.",
  },
  { question: "Where are you?", answer: "We are at 16 Example Street." },
];

it("quotes the business's stored answer, and the run names the entry it came from", async () => {
  const business = await buildBusiness(database, { knowledge: KNOWLEDGE });
  const other = await buildBusiness(database, {
    knowledge: [{ question: "Do you deliver on Sundays?", answer: "The other business's answer." }],
  });
  await postWebhook(
    deps,
    messagesBody(business, [{ id: "wamid.E1", text: "do you deliver on sundays?", at: deps.clock() }]),
  );
  await postWebhook(
    deps,
    messagesBody(other, [{ id: "wamid.E2", text: "do you deliver on sundays?", at: deps.clock() }]),
  );
  await runEverything(deps);
  const mine = graph.sends.filter((send) => send.platformId === business.phoneNumberId);
  expect(mine).toHaveLength(1);
  expect(mine[0]?.text).toContain("on Sundays we deliver from 12 to 9 pm");
  expect(graph.sends.find((send) => send.platformId === other.phoneNumberId)?.text).toContain(
    "The other business's answer.",
  );
  const run = await database.rows.agentRun.findFirstOrThrow({ where: { businessId: business.id } });
  const entry = await database.rows.knowledgeEntry.findFirstOrThrow({
    where: { businessId: business.id, question: "Do you deliver on Sundays?" },
  });
  expect(run).toMatchObject({ outcome: "ANSWER", sourceIds: [entry.id] });
});

it("hands over what the knowledge does not hold, and who asks for a person", async () => {
  for (const [index, text] of ["Can you repair my dishwasher's heat pump?", "I want to talk to a person"].entries()) {
    const business = await buildBusiness(database, { knowledge: KNOWLEDGE });
    await postWebhook(deps, messagesBody(business, [{ id: `wamid.H${index}`, text, at: deps.clock() }]));
    await runEverything(deps);
    expect(await database.rows.conversation.findFirst({ where: { businessId: business.id } })).toMatchObject({
      handler: "NEEDS_PERSON",
      handlerReason: expect.any(String),
    });
    expect(await database.rows.agentRun.findFirst({ where: { businessId: business.id } })).toMatchObject({
      outcome: "HANDOVER",
    });
  }
  expect(graph.sends.every((send) => !send.text.includes("deliver"))).toBe(true);
});

it("stops at the word stop, says so once, and stays quiet afterwards", async () => {
  const business = await buildBusiness(database, { knowledge: KNOWLEDGE });
  await postWebhook(deps, messagesBody(business, [{ id: "wamid.S1", text: "STOP", at: deps.clock() }]));
  await runEverything(deps);
  await postWebhook(
    deps,
    messagesBody(business, [{ id: "wamid.S2", text: "do you deliver on sundays?", at: deps.clock() }]),
  );
  await runEverything(deps);
  expect(graph.sends).toHaveLength(1);
  expect(await database.rows.conversation.findFirst({ where: { businessId: business.id } })).toMatchObject({
    handler: "PAUSED",
  });
  expect(await database.rows.customer.findFirst({ where: { businessId: business.id } })).toMatchObject({
    marketingOptOutAt: expect.any(Date),
  });
});
