import { listIntegrations } from "@frontdesk/core/integration/list-integrations";
import { integrationViewSchema } from "@frontdesk/validators/integration-view";
import { z } from "zod";
import { businessProcedure, createRouter } from "../trpc.ts";

export const integrationRouter = createRouter({
  list: businessProcedure
    .output(z.array(integrationViewSchema))
    .query(({ ctx }) => listIntegrations(ctx.deps, ctx.scope)),
});
