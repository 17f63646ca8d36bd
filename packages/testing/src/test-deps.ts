import { createChannels } from "@frontdesk/channels/registry";
import type { AgentEngine } from "@frontdesk/core/agent/agent-engine";
import { createEmbeddedEngine } from "@frontdesk/core/agent/engine/embedded-engine";
import type { Deps } from "@frontdesk/core/deps";
import { createRefusalCounter } from "@frontdesk/core/inbound/refusal-counter";
import { createKnowledgeSearch } from "@frontdesk/core/knowledge/search-knowledge";
import type { Logger } from "@frontdesk/core/logger";
import { createPasswords, type Passwords } from "@frontdesk/core/passwords";
import { createWaker } from "@frontdesk/core/waker";
import { createDb } from "@frontdesk/db/client";
import { createNotifications } from "@frontdesk/db/listen";
import { createKeyRing, type KeyRing } from "@frontdesk/encryption/key-ring";
import { allowEnqueue } from "@frontdesk/jobs/enqueue";
import { openJobQueue } from "@frontdesk/jobs/job-queue";
import { createTestClock, type TestClock } from "./test-clock.ts";

/** What the simulator and the recorded bodies are signed with. */
export const TEST_APP_SECRET = "sim_app_secret_4f0c2b";
export const TEST_VERIFY_TOKEN = "sim_verify_token";
/** The recorded bodies are from ten o'clock on this day. */
export const FIXTURE_TIME = new Date("2026-11-20T10:10:00Z");

/** Any random key: what tests seal with. */
export const testKeyRing: KeyRing = createKeyRing({
  current: "8f1d6a0c47be92e35d70c8a16b2f94e3075ac1d8be642f9013d7584a6ce90b12",
  old: [],
});

export type LoggedLine = { level: string; message: string; fields: object };

export type TestDeps = Deps & {
  readonly time: TestClock;
  /** What was logged, for tests that a fault was reported; nothing is printed. */
  readonly logged: LoggedLine[];
  close(): Promise<void>;
};

export type TestDepsOptions = {
  databaseUrl: string;
  /** Where the Graph API is: the simulator or a scripted one. Nothing listens there by default. */
  graphUrl?: string;
  /** The time on the clock; `isClockRunning` lets it run on. */
  now?: Date;
  isClockRunning?: boolean;
  /** Absent: the real embedded engine over the business's knowledge. */
  engine?: AgentEngine;
  /** "worker" for a real worker: housekeeping, schedules and LISTEN included. */
  role?: "web" | "worker";
  /** True hashes with argon2id as in production; tests need not wait for it. */
  hasRealPasswords?: boolean;
  graphTimeoutMs?: number;
  poolSize?: number;
};

/** Builds the outside world of the code under test: everything real but the clock, the log and, if wished, the engine. */
export async function createTestDeps(options: TestDepsOptions): Promise<TestDeps> {
  const logged: LoggedLine[] = [];
  const logger = createSilentLogger(logged);
  const time = createTestClock(options.now ?? FIXTURE_TIME, options.isClockRunning ?? false);
  let boss: Deps["jobs"] | undefined;
  const db = createDb({
    url: options.databaseUrl,
    applicationName: "test-app",
    ...(options.poolSize === undefined ? {} : { poolSize: options.poolSize }),
    onTransaction: (tx) => {
      if (boss) allowEnqueue(tx, boss);
    },
  });
  const jobs = await openJobQueue({
    databaseUrl: options.databaseUrl,
    role: options.role ?? "web",
    onError: (error) => logger.error("job queue", { error }),
  });
  boss = jobs;
  const refusals = createRefusalCounter({ db, logger });
  const notifications = createNotifications(options.databaseUrl);
  return {
    mode: "demo",
    phonePageUrl: null,
    db,
    jobs,
    notifications,
    channels: createChannels({
      graphUrl: options.graphUrl ?? "http://127.0.0.1:9",
      appSecret: TEST_APP_SECRET,
      timeoutMs: options.graphTimeoutMs ?? 5_000,
    }),
    keyRing: testKeyRing,
    passwords: options.hasRealPasswords ? createPasswords() : fastPasswords,
    clock: time.clock,
    logger,
    engine: options.engine ?? createEmbeddedEngine({ retrieve: createKnowledgeSearch(db) }),
    webhook: { appSecrets: [TEST_APP_SECRET], verifyToken: TEST_VERIFY_TOKEN, wake: createWaker(db), refusals },
    time,
    logged,
    async close() {
      await jobs.stop({ graceful: true, timeout: 5_000 });
      await notifications.close();
      await refusals.flush();
      // The waker's last hint may be on its way.
      await new Promise((resolve) => setTimeout(resolve, 60));
      await db.close();
    },
  };
}

/** Passwords that cost nothing: for tests about something else. */
const fastPasswords: Passwords = {
  hash: async (password) => `test:${password}`,
  verify: async (passwordHash, password) => passwordHash === `test:${password}`,
};

function createSilentLogger(logged: LoggedLine[]): Logger {
  const at =
    (level: string) =>
    (message: string, fields: object = {}) =>
      void logged.push({ level, message, fields });
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
