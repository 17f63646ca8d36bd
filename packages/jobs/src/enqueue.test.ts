import { createDb, type Db } from "@frontdesk/db/client";
import { newId } from "@frontdesk/db/new-id";
import { inBusiness } from "@frontdesk/db/tenant-transaction";
import { openTestDatabase, type TestDatabase } from "@frontdesk/testing/test-database";
import type { PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DEAD_LETTER_QUEUE, jobDefinitions } from "./definitions.ts";
import { allowEnqueue, enqueue } from "./enqueue.ts";
import { hasOpenJob } from "./has-open-job.ts";
import { installJobs } from "./install-jobs.ts";
import { openJobQueue } from "./job-queue.ts";

let database: TestDatabase;
let db: Db;
let boss: PgBoss;
const businessId = newId();
beforeAll(async () => {
  database = await openTestDatabase();
  boss = await openJobQueue({ databaseUrl: database.databaseUrl, role: "web", onError: () => {} });
  db = createDb({ url: database.databaseUrl, onTransaction: (tx) => allowEnqueue(tx, boss) });
});
afterAll(async () => {
  await boss.stop({ graceful: false });
  await db.close();
  await database.close();
});

const write = (conversationId: string, delayMs?: number) =>
  inBusiness(db, { businessId }, (tx) =>
    enqueue(tx, "deliver", { businessId, conversationId }, delayMs === undefined ? {} : { delayMs }),
  );
const jobsOf = (conversationId: string) =>
  database.query<{ state: string; wait: number }>(
    "SELECT state::text, extract(epoch FROM start_after - now())::float8 AS wait FROM pgboss.job WHERE singleton_key = $1 ORDER BY state",
    [conversationId],
  );

it("keeps one waiting job a key, also when many write at once", async () => {
  const id = newId();
  const written = await Promise.all(Array.from({ length: 8 }, () => write(id)));
  expect(written.filter(Boolean)).toHaveLength(1);
  expect(await jobsOf(id)).toHaveLength(1);
});

it("holds one waiting beside one running, and gives the waiting one out only when the running one is done", async () => {
  const id = newId();
  await write(id);
  await database.query("DELETE FROM pgboss.job WHERE singleton_key <> $1", [id]);
  const [running] = await boss.fetch("deliver");
  expect(await write(id)).toBe(true);
  expect(await write(id)).toBe(false);
  expect((await jobsOf(id)).map((job) => job.state).sort()).toEqual(["active", "created"]);
  const other = newId();
  await write(other);
  // The key that is busy blocks nobody else.
  const [next] = await boss.fetch<{ conversationId: string }>("deliver");
  expect(next?.data.conversationId).toBe(other);
  expect(await boss.fetch("deliver")).toEqual([]);
  await boss.complete("deliver", running?.id ?? "");
  expect((await boss.fetch<{ conversationId: string }>("deliver"))[0]?.data.conversationId).toBe(id);
});

it("lets a job wait by the database's clock, brings a waiting one forward, and never puts it off", async () => {
  const id = newId();
  await write(id, 60_000);
  const [first] = await jobsOf(id);
  expect(first?.wait).toBeGreaterThan(50);
  expect(await write(id, 120_000)).toBe(false);
  expect((await jobsOf(id))[0]?.wait).toBeLessThan(60.1);
  expect(await write(id, 5_000)).toBe(false);
  expect((await jobsOf(id))[0]?.wait).toBeLessThan(5.1);
  expect(await write(id)).toBe(false);
  expect((await jobsOf(id)).map((job) => job.wait <= 0)).toEqual([true]);
});

it("knows whether a key has a job that waits or runs", async () => {
  const id = newId();
  const isOpen = () =>
    inBusiness(db, { businessId }, (tx) => hasOpenJob(tx, "deliver", { businessId, conversationId: id }));
  expect(await isOpen()).toBe(false);
  await write(id, 60_000);
  expect(await isOpen()).toBe(true);
  await database.query("UPDATE pgboss.job SET state = 'active' WHERE singleton_key = $1", [id]);
  expect(await isOpen()).toBe(true);
  await database.query("UPDATE pgboss.job SET state = 'completed' WHERE singleton_key = $1", [id]);
  expect(await isOpen()).toBe(false);
});

it("refuses a payload that is not the job's", async () => {
  await expect(write("not an id")).rejects.toMatchObject({ name: "ZodError" });
});

it("is installed once however often it is installed, with a queue for every job", async () => {
  await installJobs(database.ownerUrl);
  const names = (await boss.getQueues()).map((queue) => queue.name).filter((name) => !name.startsWith("__"));
  expect(names.sort()).toEqual([...Object.keys(jobDefinitions), DEAD_LETTER_QUEUE].sort());
});
