import { getStats } from "@frontdesk/core/admin/get-stats";
import { listBusinesses } from "@frontdesk/core/admin/list-businesses";
import {
  adminBusinessListInputSchema,
  adminBusinessListSchema,
  adminStatsSchema,
} from "@frontdesk/validators/admin-view";
import { createRouter, superAdminProcedure } from "../trpc.ts";

export const adminRouter = createRouter({
  stats: superAdminProcedure.output(adminStatsSchema).query(({ ctx }) => getStats(ctx.deps)),
  businesses: superAdminProcedure
    .input(adminBusinessListInputSchema)
    .output(adminBusinessListSchema)
    .query(({ ctx, input }) => listBusinesses(ctx.deps, input)),
});
