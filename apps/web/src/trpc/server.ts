import type { AppRouter } from "@frontdesk/api/root";
import { createHydrationHelpers } from "@trpc/react-query/rsc";
import { cache } from "react";
import { createServerCaller } from "~/server/api.ts";
import { createQueryClient } from "./query-client.ts";

const getQueryClient = cache(createQueryClient);

/**
 * The API for server components, once per request: `trpc` calls procedures directly and can put answers into the
 * cache (`prefetch`), `HydrateClient` hands that cache to the client components below it.
 */
export const getServerApi = cache(async () =>
  createHydrationHelpers<AppRouter>(await createServerCaller(), getQueryClient),
);
