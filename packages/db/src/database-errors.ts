// Prisma codes for "the server cannot be reached or cannot serve now", and PostgreSQL's own where Prisma passes them on.
const PRISMA_UNAVAILABLE = new Set(["P1001", "P1002", "P1008", "P1011", "P1017", "P2024", "P2028", "P2037", "P2039"]);
const POSTGRES_UNAVAILABLE = new Set(["57P01", "57P02", "57P03", "53300", "53200", "53100", "25006", "57014", "25P03"]);
const POSTGRES_RACE = new Set(["40001", "40P01"]);
const UNAVAILABLE_TEXT =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|ETIMEDOUT|timeout exceeded when trying to connect|Query read timeout|Connection terminated|server closed the connection|Can't reach database|read-only transaction|too many clients|starting up|shutting down|terminating connection/i;

/** True when the database could not take the work now, so that the same call may succeed later: a 503 at the doors. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return someCause(error, (cause) => {
    const code = readCode(cause);
    if (code && (PRISMA_UNAVAILABLE.has(code) || POSTGRES_UNAVAILABLE.has(code))) return true;
    return cause instanceof Error && UNAVAILABLE_TEXT.test(cause.message);
  });
}

/** True when two transactions got in each other's way (deadlock, serialization): trying again is right. */
export function isTransactionRace(error: unknown): boolean {
  return someCause(error, (cause) => {
    const code = readCode(cause);
    return (
      code === "P2034" ||
      (code !== undefined && POSTGRES_RACE.has(code)) ||
      (cause instanceof Error && /deadlock detected/i.test(cause.message))
    );
  });
}

/** True when a unique constraint refused the write. */
export function isUniqueViolation(error: unknown): boolean {
  return someCause(error, (cause) => {
    const code = readCode(cause);
    return code === "P2002" || code === "23505";
  });
}

function someCause(error: unknown, test: (cause: unknown) => boolean): boolean {
  for (let cause = error, depth = 0; cause && depth < 8; depth += 1) {
    if (test(cause)) return true;
    const meta = (cause as { meta?: { driverAdapterError?: unknown; code?: unknown } }).meta;
    if (meta?.driverAdapterError && test(meta.driverAdapterError)) return true;
    cause = (cause as { cause?: unknown }).cause;
  }
  return false;
}

function readCode(cause: unknown): string | undefined {
  if (typeof cause !== "object" || cause === null) return undefined;
  const { code, originalCode } = cause as { code?: unknown; originalCode?: unknown };
  if (typeof originalCode === "string") return originalCode;
  return typeof code === "string" ? code : undefined;
}
