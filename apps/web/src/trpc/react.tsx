"use client";

import type { AppRouter } from "@frontdesk/api/root";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { httpBatchLink, httpSubscriptionLink, splitLink, TRPCClientError } from "@trpc/client";
import { createTRPCReact } from "@trpc/react-query";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import { createQueryClient } from "./query-client.ts";

/** The API as hooks: `trpc.conversation.list.useInfiniteQuery(…)`. */
export const trpc = createTRPCReact<AppRouter>();

const API_PATH = "/api/trpc";

/** More calls than this in one request would keep quick answers waiting for slow ones. */
const MAX_CALLS_PER_REQUEST = 20;

let browserQueryClient: QueryClient | undefined;

function getQueryClient(): QueryClient {
  // On the server a cache belongs to one request; in the browser it outlives suspended renders.
  if (typeof window === "undefined") return createQueryClient();
  browserQueryClient ??= createQueryClient();
  return browserQueryClient;
}

/** Gives the pages below it the API's hooks and their cache. Subscriptions travel as server-sent events. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const queryClient = getQueryClient();
  const [client] = useState(() =>
    trpc.createClient({
      links: [
        splitLink({
          condition: (operation) => operation.type === "subscription",
          true: httpSubscriptionLink({ url: API_PATH, transformer: superjson }),
          false: httpBatchLink({ url: API_PATH, transformer: superjson, maxItems: MAX_CALLS_PER_REQUEST }),
        }),
      ],
    }),
  );
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </trpc.Provider>
  );
}

/** What the API said about a failed call; null when the call never got an answer from it (no connection). */
export function apiErrorOf(error: unknown): { code: string; message: string; requestId: string | null } | null {
  if (!(error instanceof TRPCClientError)) return null;
  const data = error.data as { code?: string; requestId?: string } | null | undefined;
  if (!data?.code) return null;
  return { code: data.code, message: error.message, requestId: data.requestId ?? null };
}
