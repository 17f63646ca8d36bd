// Prisma codes for "the server cannot be reached or cannot serve now", and PostgreSQL's own where Prisma passes them on.
const PRISMA_UNAVAILABLE = new Set(["P1001", "P1002", "P1008", "P1011", "P1017", "P2024", "P2028", "P2037"]);
const POSTGRES_UNAVAILABLE = new Set([
  ...["57P01", "57P02", "57P03", "53300", "53200", "53100", "25006"],
  // Waited too long: for the server, for a lock, for us.
  ...["57014", "55P03", "25P03"],
]);
const POSTGRES_RACE = new Set(["40001", "40P01"]);
/** Errors hang on one another a few deep; more is a circle. */
const DEEPEST_CAUSE = 8;
const UNAVAILABLE_TEXT =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|ETIMEDOUT|timeout exceeded when trying to connect|Query read timeout|Connection terminated|server closed the connection|Can't reach database|read-only transaction|too many clients|starting up|shutting down|terminating connection/i;

/** True when the database could not take the work now, so that the same call may succeed later: a 503 at the doors. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return someCause(error, (cause) => {
    if (hasCode(cause, (code) => PRISMA_UNAVAILABLE.has(code) || POSTGRES_UNAVAILABLE.has(code))) return true;
    return cause instanceof Error && UNAVAILABLE_TEXT.test(cause.message);
  });
}

/** True when two transactions got in each other's way (deadlock, serialization): trying again is right. */
export function isTransactionRace(error: unknown): boolean {
  return someCause(
    error,
    (cause) =>
      hasCode(cause, (code) => code === "P2034" || POSTGRES_RACE.has(code)) ||
      (cause instanceof Error && /deadlock detected/i.test(cause.message)),
  );
}

/** True when a unique constraint refused the write. */
export function isUniqueViolation(error: unknown): boolean {
  return someCause(error, (cause) => hasCode(cause, (code) => code === "P2002" || code === "23505"));
}

/** The error, its causes, and what Prisma hangs on it: the driver's error, whose own cause holds PostgreSQL's code. */
function someCause(error: unknown, test: (cause: unknown) => boolean, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > DEEPEST_CAUSE) return false;
  if (test(error)) return true;
  const { cause, meta } = error as { cause?: unknown; meta?: { driverAdapterError?: unknown } | null };
  return someCause(meta?.driverAdapterError, test, depth + 1) || someCause(cause, test, depth + 1);
}

function hasCode(cause: unknown, isMeant: (code: string) => boolean): boolean {
  const { code, originalCode } = cause as { code?: unknown; originalCode?: unknown };
  return [code, originalCode].some((value) => typeof value === "string" && isMeant(value));
}
