import { setTimeout as sleep } from "node:timers/promises";
import { buildBusiness, buildConversation } from "@frontdesk/testing/build-business";
import { chosenSize } from "@frontdesk/testing/chosen-size";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sweepUnfinishedWork } from "../admin/sweep-unfinished-work.ts";
import { deliverConversation } from "./deliver-conversation.ts";
import { replyToConversation } from "./reply-to-conversation.ts";

/** 500 on every commit; by choice up to 10,000: FRONTDESK_WAKE_UPS=10000. */
const WRITES = chosenSize("FRONTDESK_WAKE_UPS", 500, 10_000);

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct({ isClockRunning: true });
});
afterAll(() => product.close());

it(`strands none of ${WRITES} messages that are written while the conversation's handler is ending`, async () => {
  const { database, deps, graph } = product;
  const business = await buildBusiness(database);
  const conversation = await buildConversation(database, business, deps.clock());
  let written = 0;
  let isOver = false;
  const pending = new Set<Promise<unknown>>();
  const write = () => {
    if (written >= WRITES) return;
    written += 1;
    const text = `message ${written}`;
    const one = replyToConversation(deps, business.scope, { conversationId: conversation.id, text });
    pending.add(one);
    void one.finally(() => pending.delete(one));
  };
  // The send of the last message that is written sets off the next write, a moment later: it meets the handler storing the
  // answer, looking for more, finding nothing, ending. Now and then two are written at once.
  graph.decide = (_, index) => {
    if (index + 1 < written) return "accept";
    setTimeout(write, (index * 7) % 17);
    if (index % 10 === 0) setTimeout(write, (index * 7) % 17);
    return "accept";
  };
  let wakeUps = 0;
  const work = async () => {
    while (!isOver) {
      const [job] = await deps.jobs.fetch<{ businessId: string; conversationId: string }>("deliver");
      if (!job) {
        await sleep(2);
        continue;
      }
      wakeUps += 1;
      await deliverConversation(deps, job.data);
      await deps.jobs.complete("deliver", job.id);
    }
  };
  const workers = [work(), work()];
  write();
  // A lost wake-up shows as a standstill: nothing is sent although something was written.
  let lastSeen = { at: Date.now(), sends: 0 };
  while (graph.sends.length < WRITES && Date.now() - lastSeen.at < 15_000) {
    if (graph.sends.length !== lastSeen.sends) lastSeen = { at: Date.now(), sends: graph.sends.length };
    await sleep(20);
  }
  await Promise.all(pending);
  isOver = true;
  await Promise.all(workers);
  expect({ written, sent: graph.sends.length }).toEqual({ written: WRITES, sent: WRITES });
  const inOrder = await database.rows.message.findMany({
    where: { direction: "OUTBOUND" },
    orderBy: { id: "asc" },
    select: { id: true, status: true },
  });
  expect(graph.sends.map((send) => send.correlationId)).toEqual(inOrder.map(({ id }) => id));
  expect(new Set(inOrder.map(({ status }) => status))).toEqual(new Set(["SENT"]));
  // The handler ended and was woken about once a message; else nothing was shown.
  expect(wakeUps).toBeGreaterThan(WRITES / 5);
  deps.time.advance(300_000);
  expect(await sweepUnfinishedWork(deps)).toBe(0);
}, 600_000);
