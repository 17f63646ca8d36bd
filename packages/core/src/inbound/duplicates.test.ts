import { buildBusiness } from "@frontdesk/testing/build-business";
import { advanceTime, runEverything, runInbound } from "@frontdesk/testing/run-work";
import { postWebhook } from "@frontdesk/testing/signed-webhook";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { messagesBody } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, expect, it } from "vitest";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());

it("turns ten duplicates, posted and processed in parallel and again later, into one message, one turn and one reply", async () => {
  const { database, deps, graph, engine } = product;
  const business = await buildBusiness(database);
  const others = await Promise.all([product.startAnother(), product.startAnother()]);
  const body = messagesBody(business, [{ id: "wamid.SAME", text: "Hello?", at: deps.clock(), userId: "US.7" }]);
  const answers = await Promise.all(Array.from({ length: 10 }, () => postWebhook(deps, body)));
  expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(200));
  // Three workers, one delivery a batch: the duplicates really meet.
  await Promise.all([deps, ...others].map((worker) => runInbound(worker, 1)));
  await runEverything(deps);

  const count = async () => ({
    logs: await database.rows.webhookLog.count({ where: { processed: true, error: null } }),
    applied: await database.rows.webhookEvent.count({ where: { result: "APPLIED" } }),
    customers: await database.rows.customer.count(),
    identities: await database.rows.customerIdentity.count(),
    conversations: await database.rows.conversation.count(),
    inbound: await database.rows.message.count({ where: { direction: "INBOUND" } }),
    outbound: await database.rows.message.count({ where: { direction: "OUTBOUND" } }),
    runs: await database.rows.agentRun.count(),
    used: (await database.rows.usagePeriod.findFirst())?.messagesUsed,
    turns: engine.turns.length,
    sends: graph.sends.length,
  });
  const once = {
    applied: 1,
    customers: 1,
    identities: 2,
    conversations: 1,
    inbound: 1,
    outbound: 1,
    runs: 1,
    used: 1,
    turns: 1,
    sends: 1,
  };
  expect(await count()).toEqual({ logs: 10, ...once });
  expect((await database.rows.conversation.findFirst())?.unreadCount).toBe(1);

  // Meta's signature has no time in it: a replay days later is a valid delivery.
  deps.time.advance(7 * 86_400_000);
  await postWebhook(deps, body);
  await runEverything(deps);
  expect(await count()).toEqual({ logs: 11, ...once });
});

it("makes one contact, one conversation and one turn of an album that arrives over eleven connections", async () => {
  const { database, deps, engine } = product;
  const business = await buildBusiness(database, { settings: { replyDelayMs: 1_000 } });
  const workers = [deps, await product.startAnother(), await product.startAnother()];
  for (const worker of workers) worker.time.set(deps.clock());
  const turnsBefore = engine.turns.length;
  await Promise.all(
    Array.from({ length: 11 }, (_, index) =>
      postWebhook(
        deps,
        messagesBody(business, [
          { id: `wamid.ALBUM${index}`, text: `picture ${index}`, at: deps.clock(), from: "12025550999" },
        ]),
      ),
    ),
  );
  await Promise.all(workers.map((worker) => runInbound(worker, 2)));
  const where = { businessId: business.id };
  expect(await database.rows.customer.count({ where })).toBe(1);
  expect(await database.rows.conversation.count({ where })).toBe(1);
  expect(await database.rows.message.count({ where })).toBe(11);
  await advanceTime(deps, 1_000);
  await runEverything(deps);
  expect(engine.turns.slice(turnsBefore)).toHaveLength(1);
  expect(engine.turns.at(-1)?.incoming).toHaveLength(11);
});
