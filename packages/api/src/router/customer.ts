import { getCustomer } from "@frontdesk/core/customer/get-customer";
import { customerDetailSchema } from "@frontdesk/validators/customer-view";
import { idSchema } from "@frontdesk/validators/paging";
import { z } from "zod";
import { businessProcedure, createRouter } from "../trpc.ts";

export const customerRouter = createRouter({
  get: businessProcedure
    .input(z.object({ customerId: idSchema }).strict())
    .output(customerDetailSchema)
    .query(({ ctx, input }) => getCustomer(ctx.deps, ctx.scope, input.customerId)),
});
