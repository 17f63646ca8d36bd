import { createDb } from "@frontdesk/db/client";
import { inBusiness } from "@frontdesk/db/tenant-transaction";
import { runJobs } from "@frontdesk/jobs/run-jobs";
import { buildBusiness, buildConversation } from "@frontdesk/testing/build-business";
import { drainJobs } from "@frontdesk/testing/run-work";
import type { SendFate } from "@frontdesk/testing/scripted-graph";
import { superuserUrlOf } from "@frontdesk/testing/test-database";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { mergeCustomers } from "../conversation/merge-customers.ts";
import type { Deps } from "../deps.ts";
import { deliverConversation } from "./deliver-conversation.ts";
import { replyToConversation } from "./reply-to-conversation.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());
beforeEach(() => {
  product.graph.decide = () => "accept";
  product.graph.sends.length = 0;
});

async function replyWith(...texts: string[]) {
  const { database, deps } = product;
  const business = await buildBusiness(database);
  const conversation = await buildConversation(database, business, deps.clock());
  const ids: string[] = [];
  for (const text of texts)
    ids.push((await replyToConversation(deps, business.scope, { conversationId: conversation.id, text })).messageId);
  const work = { businessId: business.id, conversationId: conversation.id };
  const read = (index: number) => database.rows.message.findFirstOrThrow({ where: { id: ids[index] ?? "" } });
  return { business, conversation, work, ids, read };
}

/** Calls `between` once, before the given transaction of these deps is opened. */
function interruptBefore(deps: Deps, nth: number, between: () => Promise<unknown>): Deps {
  let opened = 0;
  const prisma = new Proxy(deps.db.prisma, {
    get(target, name) {
      if (name !== "$transaction") return Reflect.get(target, name);
      return async (...args: unknown[]) => {
        opened += 1;
        if (opened === nth) await between();
        return (target.$transaction as (...all: unknown[]) => unknown)(...args);
      };
    },
  });
  return { ...deps, db: { ...deps.db, prisma } };
}

it("stores that a message was sent though its conversation is locked when the platform answers", async () => {
  const { database, deps, graph } = product;
  const { work, conversation, read } = await replyWith("sure?");
  const superuser = createDb({ url: superuserUrlOf(database) });
  const locker = await superuser.pool.connect();
  graph.decide = async (): Promise<SendFate> => {
    await locker.query("BEGIN");
    await locker.query('SELECT 1 FROM "Conversation" WHERE id = $1 FOR UPDATE', [conversation.id]);
    return "accept";
  };
  const delivered = deliverConversation(deps, work);
  // As a statement's time limit does, twice.
  for (let cancelled = 0; cancelled < 2; )
    cancelled += (
      await locker.query(
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      )
    ).rows.length;
  expect((await read(0)).status).toBe("SENDING");
  await locker.query("COMMIT");
  locker.release();
  await superuser.close();
  await delivered;
  expect(await read(0)).toMatchObject({ status: "SENT", providerMessageId: "wamid.OUT0", attempts: 1 });
  expect(graph.sends).toHaveLength(1);
});

it("sends nothing when another run has given the message up between claim and send", async () => {
  const { database, deps, graph } = product;
  const { work, ids, read } = await replyWith("whose?");
  const hasty = interruptBefore(deps, 2, () =>
    database.query(`UPDATE "Message" SET status = 'UNKNOWN', "unknownAt" = now() WHERE id = $1`, [ids[0]]),
  );
  await deliverConversation(hasty, work);
  expect(graph.sends).toEqual([]);
  expect((await read(0)).status).toBe("UNKNOWN");
});

it("sends nothing with a claim that is too old, and queues the message again", async () => {
  const { deps, graph } = product;
  const { work, read } = await replyWith("late");
  const frozen = interruptBefore(deps, 2, async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 21_000 });
  });
  try {
    await deliverConversation(frozen, work);
  } finally {
    vi.useRealTimers();
  }
  expect(graph.sends).toEqual([]);
  expect((await read(0)).status).toBe("QUEUED");
  await drainJobs(deps);
  expect(graph.sends.map((send) => send.text)).toEqual(["late"]);
});

it("ends between two messages when it is told to stop, and leaves the rest a job", async () => {
  const { deps, graph, database } = product;
  const { work, read } = await replyWith("first", "second");
  await database.query("DELETE FROM pgboss.job WHERE singleton_key = $1", [work.conversationId]);
  const stopping = new AbortController();
  graph.decide = () => {
    stopping.abort();
    return "accept";
  };
  await deliverConversation(deps, work, stopping.signal);
  expect([(await read(0)).status, (await read(1)).status]).toEqual(["SENT", "QUEUED"]);
  await drainJobs(deps);
  expect(graph.sends.map((send) => send.text)).toEqual(["first", "second"]);
});

it("lets a worker that is stopped end after the message in hand, and another one go on", async () => {
  const { deps, graph, database } = product;
  const { read } = await replyWith("in hand", "not begun");
  const worker = await product.startAnother({ role: "worker" });
  const draining = new AbortController();
  let stopped: Promise<void> | undefined;
  graph.decide = (_, index) => {
    if (index > 0) return "accept";
    stopped = worker.jobs.stop({ graceful: true, timeout: 5_000 });
    draining.abort();
    return "accept";
  };
  const idle = async () => {};
  await runJobs(
    worker.jobs,
    {
      "answer-conversation": idle,
      deliver: (job, signal) => deliverConversation(worker, job, AbortSignal.any([signal, draining.signal])),
      "settle-unknown": idle,
      "resume-deliveries": idle,
      "sweep-unfinished-work": idle,
    },
    { concurrency: 2 },
  );
  await vi.waitFor(() => expect(stopped).toBeDefined(), { timeout: 5_000 });
  await stopped;
  expect([(await read(0)).status, (await read(1)).status]).toEqual(["SENT", "QUEUED"]);
  await drainJobs(deps);
  expect(graph.sends.map((send) => send.text)).toEqual(["in hand", "not begun"]);
  expect(
    await database.rows.message.count({ where: { status: { in: ["SENDING", "UNKNOWN"] }, text: "in hand" } }),
  ).toBe(0);
});

it("stores the outcome in the conversation that the message was moved to while it was sent", async () => {
  const { database, deps, graph } = product;
  const { business, conversation, work, read } = await replyWith("to whom?");
  const kept = await buildConversation(database, business, deps.clock(), "12025550199");
  const { rows } = database;
  const customerOf = async (id: string) => (await rows.conversation.findFirstOrThrow({ where: { id } })).customerId;
  graph.decide = async (): Promise<SendFate> => {
    const [from, into] = [await customerOf(conversation.id), await customerOf(kept.id)];
    await inBusiness(deps.db, business.scope, (tx) => mergeCustomers(tx, business.id, into, [from]));
    return { httpStatus: 429, code: 130429 };
  };
  await deliverConversation(deps, work);
  expect(await read(0)).toMatchObject({ status: "QUEUED", conversationId: kept.id });
  expect(
    await database.query("SELECT 1 FROM pgboss.job WHERE name = 'deliver' AND singleton_key = $1", [kept.id]),
  ).toHaveLength(1);
});
