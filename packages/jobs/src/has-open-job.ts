import { type JobName, type JobPayload, jobDefinitions } from "./definitions.ts";
import type { JobTransaction } from "./enqueue.ts";

/** Whether a job of this name and key waits, runs or will be tried again. */
export async function hasOpenJob<N extends JobName>(
  tx: JobTransaction,
  name: N,
  payload: JobPayload<N>,
): Promise<boolean> {
  const key = (jobDefinitions[name].key as (payload: JobPayload<N>) => string)(payload);
  // The states and the key are written as in pg-boss's own unique index, which then serves.
  const found = await tx.$queryRawUnsafe<unknown[]>(
    `SELECT 1 FROM pgboss.job
     WHERE name = $1 AND coalesce(singleton_key, '') = $2 AND state <= 'active' AND policy = 'stately' LIMIT 1`,
    name,
    key,
  );
  return found.length > 0;
}
