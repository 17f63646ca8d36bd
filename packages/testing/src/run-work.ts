import { sweepUnfinishedWork } from "@frontdesk/core/admin/sweep-unfinished-work";
import { answerConversation } from "@frontdesk/core/agent/answer-conversation";
import type { Deps } from "@frontdesk/core/deps";
import { processDeliveries } from "@frontdesk/core/inbound/process-deliveries";
import { deliverConversation } from "@frontdesk/core/outbound/deliver-conversation";
import { resumeDeliveries } from "@frontdesk/core/outbound/resume-deliveries";
import { settleUnknown } from "@frontdesk/core/outbound/settle-unknown";
import { type JobName, type JobPayload, jobDefinitions } from "@frontdesk/jobs/definitions";
import { type JobHandlers, runJobs } from "@frontdesk/jobs/run-jobs";
import type { TestDeps } from "./test-deps.ts";

/** More jobs than this in one drain is a handler that feeds itself. */
const MOST_JOBS = 2_000;

/** The worker's handlers, as `apps/worker` maps them; one can be replaced. */
function createHandlers(deps: Deps, replaced: Partial<JobHandlers> = {}): JobHandlers {
  return {
    "answer-conversation": (work, signal) => answerConversation(deps, work, signal),
    deliver: (work, signal) => deliverConversation(deps, work, signal),
    "settle-unknown": (work) => settleUnknown(deps, work),
    "resume-deliveries": (work) => resumeDeliveries(deps, work),
    "sweep-unfinished-work": async () => {
      await sweepUnfinishedWork(deps);
    },
    ...replaced,
  };
}

/** Processes the stored deliveries until none is due; returns how many were taken. */
export async function runInbound(deps: Deps, batchSize?: number): Promise<number> {
  let taken = 0;
  for (;;) {
    const claimed = await processDeliveries(deps, batchSize);
    if (claimed === 0) return taken;
    taken += claimed;
  }
}

export type RunJob = { name: JobName; payload: object };

/** Runs the real handlers, one job at a time, until no job is due; returns what ran. A handler that throws fails its job and the test. */
export async function drainJobs(deps: Deps, handlers: JobHandlers = createHandlers(deps)): Promise<RunJob[]> {
  const ran: RunJob[] = [];
  for (;;) {
    const before = ran.length;
    for (const name of Object.keys(jobDefinitions) as JobName[]) ran.push(...(await drainQueue(deps, name, handlers)));
    if (ran.length === before) return ran;
    if (ran.length > MOST_JOBS) throw new Error(`Jobs make more jobs without end: ${JSON.stringify(ran.slice(-3))}`);
  }
}

async function drainQueue<N extends JobName>(deps: Deps, name: N, handlers: JobHandlers): Promise<RunJob[]> {
  const ran: RunJob[] = [];
  for (;;) {
    const [job] = await deps.jobs.fetch<JobPayload<N>>(name);
    if (!job || ran.length > MOST_JOBS) return ran;
    const payload = jobDefinitions[name].payload.parse(job.data) as JobPayload<N>;
    try {
      await handlers[name](payload, new AbortController().signal);
    } catch (error) {
      await deps.jobs.fail(name, job.id);
      throw error;
    }
    await deps.jobs.complete(name, job.id);
    ran.push({ name, payload });
  }
}

/** Inbound, then jobs, until both are at rest. */
export async function runEverything(deps: Deps): Promise<void> {
  while ((await runInbound(deps)) > 0 || (await drainJobs(deps)).length > 0);
}

/** Lets time pass: on the clock, for jobs that wait for their time, and for deliveries that wait for their next try. */
export async function advanceTime(deps: TestDeps, ms: number): Promise<void> {
  deps.time.advance(ms);
  const seconds = ms / 1_000;
  await deps.db.prisma.$executeRaw`
    UPDATE pgboss.job SET start_after = start_after - make_interval(secs => ${seconds}::float8) WHERE state IN ('created', 'retry')`;
  await deps.db.prisma.$executeRaw`
    UPDATE "WebhookLog" SET "nextAttemptAt" = "nextAttemptAt" - make_interval(secs => ${seconds}::float8) WHERE processed = false`;
}

/** Starts a real worker on deps of role "worker"; closing the deps stops it. */
export function startWorker(deps: Deps, options: { concurrency?: number; handlers?: JobHandlers } = {}): Promise<void> {
  return runJobs(deps.jobs, options.handlers ?? createHandlers(deps), { concurrency: options.concurrency ?? 4 });
}
