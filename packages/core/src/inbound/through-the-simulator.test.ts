import { buildBusiness, FIXTURE_NUMBER } from "@frontdesk/testing/build-business";
import { runEverything } from "@frontdesk/testing/run-work";
import { createScriptedEngine } from "@frontdesk/testing/scripted-engine";
import { startWebhookServer, type WebhookServer } from "@frontdesk/testing/signed-webhook";
import { type SimulatorProcess, startSimulatorProcess } from "@frontdesk/testing/simulator-process";
import { openTestDatabase, type TestDatabase } from "@frontdesk/testing/test-database";
import { createTestDeps, type TestDeps } from "@frontdesk/testing/test-deps";
import { afterAll, beforeAll, expect, it } from "vitest";

let database: TestDatabase;
let door: WebhookServer;
let simulator: SimulatorProcess;
let deps: TestDeps;

beforeAll(async () => {
  database = await openTestDatabase();
  door = await startWebhookServer();
  simulator = await startSimulatorProcess(door.url);
  // The platform's time stands still until the test moves it; ours is the same.
  const { now } = await simulator.control<{ now: number }>("POST", "/clock", { rate: 0 });
  deps = await createTestDeps({
    databaseUrl: database.databaseUrl,
    graphUrl: simulator.graphUrl,
    now: new Date(now),
    engine: createScriptedEngine(),
  });
  door.connect(deps);
});
afterAll(async () => {
  await simulator.close();
  await door.close();
  await deps.close();
  await database.close();
});

const passTime = async (ms: number) => {
  await simulator.control("POST", "/clock", { advance: ms });
  deps.time.advance(ms);
};

type Logged = {
  method: string;
  path: string;
  status: number;
  body: { biz_opaque_callback_data?: string; text?: { body: string } };
};

it("answers a customer of the simulated platform with exactly one send, whose statuses come back as webhooks", async () => {
  await buildBusiness(database, { number: FIXTURE_NUMBER });
  await simulator.control("POST", "/person/ana/send", {
    account: FIXTURE_NUMBER.phoneNumberId,
    body: "do you deliver on Sundays?",
  });
  await passTime(1_000);
  expect(await database.rows.webhookLog.count()).toBe(1);
  await runEverything(deps);

  const [answer, ...others] = await database.rows.message.findMany({ where: { direction: "OUTBOUND" } });
  expect(others).toEqual([]);
  const logged = await simulator.control<Logged[]>("GET", "/requests?path=/messages");
  expect(logged).toMatchObject([
    {
      method: "POST",
      status: 200,
      body: { biz_opaque_callback_data: answer?.id, text: { body: "Re: do you deliver on Sundays?" } },
    },
  ]);
  expect(answer).toMatchObject({ status: "SENT", providerMessageId: expect.stringMatching(/^wamid\./) });

  // Sent, delivered and read, each after some seconds of the platform's time.
  for (let second = 0; second < 10; second += 1) await passTime(1_000);
  await runEverything(deps);
  expect(await database.rows.message.findFirst({ where: { id: answer?.id ?? "" } })).toMatchObject({
    status: expect.stringMatching(/^(DELIVERED|READ)$/),
  });
  await simulator.control("POST", "/person/ana/read", { account: FIXTURE_NUMBER.phoneNumberId });
  await passTime(5_000);
  await runEverything(deps);
  expect(await database.rows.message.findFirst({ where: { id: answer?.id ?? "" } })).toMatchObject({
    status: "READ",
    deliveredAt: expect.any(Date),
    readAt: expect.any(Date),
    pricing: expect.anything(),
  });
  expect(await database.rows.webhookEvent.count({ where: { result: { in: ["QUARANTINED", "PARKED"] } } })).toBe(0);
  expect(await simulator.control<Logged[]>("GET", "/requests?path=/messages")).toHaveLength(1);
});
