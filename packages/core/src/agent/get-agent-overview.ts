import { inBusiness } from "@frontdesk/db/tenant-transaction";
import type { agentOverviewSchema } from "@frontdesk/validators/agent-view";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import { notFound } from "../domain-error.ts";
import type { Scope } from "../scope.ts";
import { usagePeriodOf } from "../usage/usage-period.ts";

/** How the agent is set up, which engine answers, and how much of the month is used. */
export async function getAgentOverview(deps: Deps, scope: Scope): Promise<z.infer<typeof agentOverviewSchema>> {
  const { businessId } = scope;
  const period = usagePeriodOf(deps.clock());
  const { settings, usage, business } = await inBusiness(deps.db, scope, async (tx) => ({
    settings: await tx.agentSettings.findUnique({ where: { businessId } }),
    usage: await tx.usagePeriod.findUnique({ where: { businessId_period: { businessId, period } } }),
    business: await tx.business.findUnique({ where: { id: businessId }, select: { messagesLimit: true } }),
  }));
  if (!settings || !business) throw notFound("agent");
  const { enabled, agentName, handoverText, disclosureText } = settings;
  return {
    enabled,
    agentName,
    handoverText,
    disclosureText,
    engine: deps.engine.name,
    usage: { period, messagesUsed: usage?.messagesUsed ?? 0, messagesLimit: business.messagesLimit },
  };
}
