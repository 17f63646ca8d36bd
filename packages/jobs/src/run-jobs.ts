import type { PgBoss } from "pg-boss";
import { type JobName, type JobPayload, jobDefinitions } from "./definitions.ts";

/** One handler for every job there is: a missing one does not compile. */
export type JobHandlers = { [N in JobName]: (payload: JobPayload<N>, signal: AbortSignal) => Promise<void> };

export type RunJobsOptions = {
  /** Conversations answered, and delivered, at the same time. */
  concurrency: number;
};

/** The jobs that customers wait for; the rest is housekeeping. */
const URGENT: ReadonlySet<JobName> = new Set(["answer-conversation", "deliver"]);
/**
 * Jobs that start later are not announced when they become due, so polling is what finds them. A few workers look every
 * half second (pg-boss's shortest), the others are woken by announcements and look seldom, so that an idle queue is quiet.
 */
const LOOKOUTS = 2;
const LOOKOUT_SECONDS = 0.5;
const QUIET_SECONDS = 3;

const SWEEP_EVERY_MINUTE = "* * * * *";

/**
 * Starts taking jobs. A handler that throws has its job tried again with back-off; a worker that dies has its jobs taken
 * over after their heartbeat. Resolves once every queue is being worked.
 */
export async function runJobs(boss: PgBoss, handlers: JobHandlers, options: RunJobsOptions): Promise<void> {
  for (const name of Object.keys(jobDefinitions) as JobName[]) await workOn(boss, name, handlers, options.concurrency);
  await boss.schedule("sweep-unfinished-work", SWEEP_EVERY_MINUTE, {}, { singletonKey: "all" });
}

async function workOn<N extends JobName>(
  boss: PgBoss,
  name: N,
  handlers: JobHandlers,
  concurrency: number,
): Promise<void> {
  const handle = handlers[name];
  const schema = jobDefinitions[name].payload;
  const work = (localConcurrency: number, seconds: number) =>
    boss.work<JobPayload<N>>(
      name,
      { localConcurrency, batchSize: 1, pollingIntervalSeconds: seconds, notifyPollingIntervalSeconds: seconds },
      async ([job]) => {
        if (job) await handle(schema.parse(job.data) as JobPayload<N>, job.signal);
      },
    );
  if (!URGENT.has(name)) {
    await work(1, QUIET_SECONDS);
    return;
  }
  const lookouts = Math.min(LOOKOUTS, concurrency);
  await work(lookouts, LOOKOUT_SECONDS);
  if (concurrency > lookouts) await work(concurrency - lookouts, QUIET_SECONDS);
}
