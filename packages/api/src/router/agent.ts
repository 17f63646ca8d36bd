import { getAgentOverview } from "@frontdesk/core/agent/get-agent-overview";
import { listKnowledge } from "@frontdesk/core/knowledge/list-knowledge";
import { agentOverviewSchema, knowledgeEntrySchema } from "@frontdesk/validators/agent-view";
import { z } from "zod";
import { businessProcedure, createRouter } from "../trpc.ts";

export const agentRouter = createRouter({
  overview: businessProcedure.output(agentOverviewSchema).query(({ ctx }) => getAgentOverview(ctx.deps, ctx.scope)),
  knowledge: businessProcedure
    .output(z.array(knowledgeEntrySchema))
    .query(({ ctx }) => listKnowledge(ctx.deps, ctx.scope)),
});
