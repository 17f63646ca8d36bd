/** One call that the product made to the simulated Graph API, with tokens replaced by their names. */
export type LoggedRequest = {
  id: string;
  /** Virtual time. */
  at: number;
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
  /** Null when the connection was closed without an answer. */
  status: number | null;
  response: unknown;
  fault: string | null;
  /** Real milliseconds. */
  duration_ms: number;
};

export type RequestLog = {
  add(entry: LoggedRequest): void;
  list(filter: { path?: string; since?: number }): LoggedRequest[];
  clear(): void;
};

const LIMIT = 5000;

/** Keeps the last 5,000 calls. */
export function createRequestLog(): RequestLog {
  let entries: LoggedRequest[] = [];
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length > LIMIT) entries.shift();
    },
    list: ({ path, since }) =>
      entries.filter(
        (entry) => (path === undefined || entry.path.includes(path)) && (since === undefined || entry.at >= since),
      ),
    clear() {
      entries = [];
    },
  };
}
