import { QueryClient } from "@tanstack/react-query";
import superjson from "superjson";

/** Live updates tell what changed, so data counts as fresh for this long; older data is asked for again when the window comes to the front, all data when the network comes back. */
const STALE_AFTER_MS = 30_000;

/** A query cache whose contents can travel from the server's render to the browser (dates stay dates). */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: STALE_AFTER_MS, refetchOnReconnect: "always", retry: shouldRetry },
      dehydrate: { serializeData: superjson.serialize },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });
}

/** A refusal (4xx) stays a refusal; only failures of the network or the server are worth two more tries. */
function shouldRetry(failures: number, error: unknown): boolean {
  const status = (error as { data?: { httpStatus?: number } | null }).data?.httpStatus;
  return failures < 2 && (status === undefined || status >= 500);
}
