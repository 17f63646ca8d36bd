import type { Channels } from "@frontdesk/channels/registry";
import type { Db } from "@frontdesk/db/client";
import type { Notifications } from "@frontdesk/db/listen";
import type { KeyRing } from "@frontdesk/encryption/key-ring";
import type { PgBoss } from "pg-boss";
import type { AgentEngine } from "./agent/agent-engine.ts";
import type { Clock } from "./clock.ts";
import type { RefusalCounter } from "./inbound/refusal-counter.ts";
import type { Logger } from "./logger.ts";
import type { Passwords } from "./passwords.ts";

/** The outside world, as an argument: built once a process by `createDeps` (create-deps.ts), and by tests as they need it. */
export type Deps = {
  readonly mode: "demo" | "live";
  /** Where one can write as a customer; null in live mode. */
  readonly phonePageUrl: string | null;
  readonly db: Db;
  readonly jobs: PgBoss;
  readonly notifications: Notifications;
  readonly channels: Channels;
  readonly keyRing: KeyRing;
  readonly passwords: Passwords;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What answers customers: one engine for every business, asked with the business's id. */
  readonly engine: AgentEngine;
  readonly webhook: {
    readonly appSecrets: readonly string[];
    readonly verifyToken: string;
    /** Wakes whoever listens on a channel, at most every 50 ms; losing one costs a second. */
    wake(channel: string): void;
    /** Counts what the door refused; `close` writes what is left. */
    readonly refusals: RefusalCounter;
  };
};

export type ProcessDeps = Deps & { close(): Promise<void> };
