import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { type Prisma, PrismaClient } from "./generated/client.ts";
import { createSafePool } from "./safe-pool.ts";

/** A transaction that one of the doors opened: rows, and nothing of the outside world. */
export type Tx = Prisma.TransactionClient;

/** The tables that hold no tenant's rows; they may be used outside the doors. */
export type PlatformTables = Pick<PrismaClient, "webhookLog" | "webhookRefusal" | "rateLimit" | "userSession">;

/** A handle on the database. Tenant rows are reached through the doors in `tenant-transaction.ts` only. */
export type Db = {
  readonly platform: PlatformTables;
  /** For the doors, checks and tests; business code does not touch it. */
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /** Called with every transaction a door opens, before any work is done in it. */
  readonly onTransaction: (tx: Tx) => void;
  close(): Promise<void>;
};

export type DbOptions = {
  /** Of the application role: DML only, under row-level security. */
  url: string;
  poolSize?: number;
  applicationName?: string;
  onTransaction?: (tx: Tx) => void;
};

/** Opens the database for one process. Nothing is connected until the first query. */
export function createDb(options: DbOptions): Db {
  const pool = createSafePool({
    connectionString: options.url,
    ...(options.poolSize === undefined ? {} : { max: options.poolSize }),
    ...(options.applicationName === undefined ? {} : { applicationName: options.applicationName }),
  });
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: "minimal" });
  return {
    platform: prisma,
    prisma,
    pool,
    onTransaction: options.onTransaction ?? (() => {}),
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
