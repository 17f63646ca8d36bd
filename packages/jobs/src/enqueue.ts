import { fromPrisma, type PgBoss } from "pg-boss";
import { type JobName, type JobPayload, jobDefinitions } from "./definitions.ts";

const KEY = Symbol.for("frontdesk.job-writers");

/** The part of a transaction that writing a job needs. */
export type JobTransaction = { $queryRawUnsafe<T = unknown>(query: string, ...values: unknown[]): PromiseLike<T> };

/** On the global object: a bundler may load this module more than once in a process, and all must see the same. */
const holder = globalThis as { [KEY]?: WeakMap<object, PgBoss> };
holder[KEY] ??= new WeakMap();
const writers = holder[KEY];

/** Gives a transaction the means to write jobs; the database's doors call it for every transaction they open. */
export function allowEnqueue(tx: object, boss: PgBoss): void {
  writers.set(tx, boss);
}

export type EnqueueOptions = {
  /** How long from now the job may start, in milliseconds; 0 or absent: at once. */
  delayMs?: number;
};

/**
 * Writes a job in the caller's transaction: it exists exactly if the rows do. Where a job of the same key is waiting
 * already, nothing is written but that it starts no later than this one would; so whoever writes work locks the
 * conversation's row first (see ARCHITECTURE.md, Jobs).
 * @returns whether a new job was written
 */
export async function enqueue<N extends JobName>(
  tx: JobTransaction,
  name: N,
  payload: JobPayload<N>,
  options: EnqueueOptions = {},
): Promise<boolean> {
  const boss = writers.get(tx);
  if (!boss) throw new Error("This transaction was not opened by one of the doors, so it cannot write jobs");
  const definition = jobDefinitions[name];
  const data = definition.payload.parse(payload) as JobPayload<N>;
  const key = (definition.key as (payload: JobPayload<N>) => string)(data);
  const delayMs = options.delayMs ?? 0;
  const id = await boss.send(name, data, {
    singletonKey: key,
    // Seconds from the database's now: by our own clock, a job would come early or late where the two differ.
    ...(delayMs > 0 ? { startAfter: delayMs / 1_000 } : {}),
    db: fromPrisma(tx as Parameters<typeof fromPrisma>[0]),
  });
  if (id === null) await bringForward(tx, name, key, delayMs);
  return id !== null;
}

/** Else what is due now would wait for a back-off that it has nothing to do with. */
async function bringForward(tx: JobTransaction, name: JobName, key: string, delayMs: number): Promise<void> {
  await tx.$queryRawUnsafe(
    `UPDATE pgboss.job SET start_after = now() + make_interval(secs => $3::float8)
     WHERE name = $1 AND singleton_key = $2 AND state = 'created' AND start_after > now() + make_interval(secs => $3::float8)`,
    name,
    key,
    delayMs / 1_000,
  );
}
