import { PgBoss } from "pg-boss";
import { DEAD_LETTER_QUEUE, type JobName, jobDefinitions, QUEUE_OPTIONS } from "./definitions.ts";

/**
 * Makes or updates the job queue's schema and every queue of `definitions.ts`. Run with the owner's role after the
 * migrations; running it again changes nothing. Grants for the application role are the caller's part.
 */
export async function installJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    max: 2,
    supervise: false,
    schedule: false,
    registerInstance: false,
  });
  const errors: Error[] = [];
  boss.on("error", (error) => errors.push(error as Error));
  await boss.start();
  try {
    const existing = new Set((await boss.getQueues()).map((queue) => queue.name));
    if (!existing.has(DEAD_LETTER_QUEUE))
      await boss.createQueue(DEAD_LETTER_QUEUE, { policy: "standard", deleteAfterSeconds: 0 });
    for (const name of Object.keys(jobDefinitions) as JobName[]) {
      if (!existing.has(name))
        await boss.createQueue(name, {
          ...QUEUE_OPTIONS,
          policy: jobDefinitions[name].policy,
          deadLetter: DEAD_LETTER_QUEUE,
        });
      else await boss.updateQueue(name, { ...QUEUE_OPTIONS, deadLetter: DEAD_LETTER_QUEUE });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  if (errors[0]) throw errors[0];
}
