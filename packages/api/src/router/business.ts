import { getBusiness, updateBusiness } from "@frontdesk/core/business/business-profile";
import { listMembers } from "@frontdesk/core/member/list-members";
import { businessUpdateInputSchema, businessViewSchema, memberSchema } from "@frontdesk/validators/business-view";
import { z } from "zod";
import { businessProcedure, createRouter, ownerProcedure } from "../trpc.ts";

export const businessRouter = createRouter({
  get: businessProcedure.output(businessViewSchema).query(({ ctx }) => getBusiness(ctx.deps, ctx.scope)),
  update: ownerProcedure
    .input(businessUpdateInputSchema)
    .output(businessViewSchema)
    .mutation(({ ctx, input }) => updateBusiness(ctx.deps, ctx.scope, input)),
  members: businessProcedure.output(z.array(memberSchema)).query(({ ctx }) => listMembers(ctx.deps, ctx.scope)),
});
