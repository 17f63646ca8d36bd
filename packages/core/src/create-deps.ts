import { createChannels } from "@frontdesk/channels/registry";
import { checkApplicationRole } from "@frontdesk/db/check-application-role";
import { createDb } from "@frontdesk/db/client";
import { createNotifications } from "@frontdesk/db/listen";
import { createKeyRing } from "@frontdesk/encryption/key-ring";
import { allowEnqueue } from "@frontdesk/jobs/enqueue";
import { openJobQueue } from "@frontdesk/jobs/job-queue";
import type { PgBoss } from "pg-boss";
import { createEmbeddedEngine } from "./agent/engine/embedded-engine.ts";
import { followSimulatorClock, systemClock } from "./clock.ts";
import type { ProcessDeps } from "./deps.ts";
import { type CoreEnv, checkCoreEnv } from "./env.ts";
import { createRefusalCounter } from "./inbound/refusal-counter.ts";
import { createKnowledgeSearch } from "./knowledge/search-knowledge.ts";
import { createLogger } from "./logger.ts";
import { createPasswords } from "./passwords.ts";
import { createWaker } from "./waker.ts";

/**
 * Builds the outside world for one process and checks that it may be used: settings that belong together, and a database
 * role that row-level security binds. `poolSize` is how many database connections it may use, 10 where absent.
 * @throws ConfigurationError or Error with a sentence for the operator
 */
export async function createDeps(
  env: CoreEnv,
  options: { role: "web" | "worker"; poolSize?: number },
): Promise<ProcessDeps> {
  checkCoreEnv(env);
  const logger = createLogger({ level: env.LOG_LEVEL, process: options.role });
  const keyRing = createKeyRing({ current: env.ENCRYPTION_KEY, old: env.ENCRYPTION_KEYS_OLD });
  let boss: PgBoss | undefined;
  const db = createDb({
    url: env.DATABASE_URL,
    applicationName: `frontdesk-${options.role}`,
    ...(options.poolSize === undefined ? {} : { poolSize: options.poolSize }),
    onTransaction: (tx) => {
      if (boss) allowEnqueue(tx, boss);
    },
  });
  await checkApplicationRole(db);
  boss = await openJobQueue({
    databaseUrl: env.DATABASE_URL,
    role: options.role,
    onError: (error) => logger.error("job queue", { stage: "jobs", error }),
  });
  const jobs = boss;
  const refusals = createRefusalCounter({ db, logger });
  const notifications = createNotifications(env.DATABASE_URL);
  const simulator = env.FRONTDESK_MODE === "demo" && env.SIMULATOR_URL ? followSimulatorClock(env.SIMULATOR_URL) : null;
  return {
    mode: env.FRONTDESK_MODE,
    phonePageUrl: env.SIMULATOR_URL ?? null,
    db,
    jobs,
    notifications,
    channels: createChannels({
      graphUrl: env.META_GRAPH_URL,
      graphVersion: env.META_GRAPH_VERSION,
      appSecret: env.META_APP_SECRET,
    }),
    keyRing,
    passwords: createPasswords(),
    clock: simulator?.clock ?? systemClock,
    logger,
    engine: createEmbeddedEngine({ retrieve: createKnowledgeSearch(db) }),
    webhook: {
      appSecrets: [env.META_APP_SECRET],
      verifyToken: env.META_WEBHOOK_VERIFY_TOKEN,
      wake: createWaker(db),
      refusals,
    },
    async close() {
      simulator?.close();
      await jobs.stop({ graceful: true, timeout: 15_000 });
      await notifications.close();
      await refusals
        .flush()
        .catch((error: unknown) => logger.warn("refusals not counted", { stage: "webhook", error }));
      await db.close();
    },
  };
}
