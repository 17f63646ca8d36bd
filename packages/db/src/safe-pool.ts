import pg from "pg";

type PoolInternals = { _release(client: PoolClientInternals, idleListener: unknown, error?: Error | boolean): void };
type PoolClientInternals = { getTransactionStatus?(): string | null; _activeQuery?: unknown; _queryQueue?: unknown[] };

export type PoolOptions = { connectionString: string; max?: number; applicationName?: string };

/**
 * A connection pool that never hands out a connection inside an open transaction or with a query under way: such a
 * connection is destroyed on release. It reads private fields of pg 8.23 and pg-pool 3.14 (both pinned, and tested).
 * Every wait is bounded, so that a frozen server fails queries instead of hanging them: connect 2 s, statement 7 s,
 * query 8 s, idle in transaction 15 s.
 */
export function createSafePool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    application_name: options.applicationName ?? "frontdesk",
    max: options.max ?? 10,
    connectionTimeoutMillis: 2_000,
    query_timeout: 8_000,
    statement_timeout: 7_000,
    idle_in_transaction_session_timeout: 15_000,
    keepAlive: true,
  });
  const internals = pool as unknown as PoolInternals;
  const release = internals._release.bind(pool);
  internals._release = (client, idleListener, error) => {
    const status = client.getTransactionStatus?.();
    const busy = Boolean(client._activeQuery) || Boolean(client._queryQueue?.length);
    const unclean = !error && ((status !== undefined && status !== null && status !== "I") || busy);
    release(client, idleListener, unclean ? new Error("released inside a transaction") : error);
  };
  // An idle connection that breaks reports here; without a listener the process would end.
  pool.on("error", () => {});
  return pool;
}
