import { getBusiness } from "@frontdesk/core/business/business-profile";
import { listSessions, revokeSession } from "@frontdesk/core/member/sessions";
import { memberScope } from "@frontdesk/core/scope";
import { meSchema, sessionViewSchema } from "@frontdesk/validators/account";
import { idSchema } from "@frontdesk/validators/paging";
import { z } from "zod";
import { createRouter, protectedProcedure } from "../trpc.ts";

export const sessionRouter = createRouter({
  me: protectedProcedure.output(meSchema).query(async ({ ctx }) => {
    const { userId: id, name, email, role } = ctx.person;
    const scope = memberScope(ctx.person);
    return {
      user: { id, name, email, role },
      business: scope ? await getBusiness(ctx.deps, scope) : null,
      phonePageUrl: ctx.deps.phonePageUrl,
    };
  }),
  list: protectedProcedure.output(z.array(sessionViewSchema)).query(({ ctx }) => listSessions(ctx.deps, ctx.person)),
  revoke: protectedProcedure
    .input(z.object({ sessionId: idSchema }).strict())
    .output(z.object({ ok: z.literal(true) }))
    .mutation(({ ctx, input }) =>
      revokeSession(ctx.deps, ctx.person, input.sessionId).then(() => ({ ok: true as const })),
    ),
});
