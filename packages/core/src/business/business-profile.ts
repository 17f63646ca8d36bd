import { inBusiness } from "@frontdesk/db/tenant-transaction";
import type { businessUpdateInputSchema, businessViewSchema } from "@frontdesk/validators/business-view";
import type { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import type { Deps } from "../deps.ts";
import { notFound } from "../domain-error.ts";
import type { Scope } from "../scope.ts";

export type BusinessView = z.infer<typeof businessViewSchema>;

const SHOWN = { id: true, name: true, timezone: true, messagesLimit: true, voiceMinutesLimit: true } as const;

/** The scope's own business. */
export async function getBusiness(deps: Deps, scope: Scope): Promise<BusinessView> {
  const business = await inBusiness(deps.db, scope, (tx) =>
    tx.business.findUnique({ where: { id: scope.businessId }, select: SHOWN }),
  );
  if (!business) throw notFound("business");
  return business;
}

/** Changes the profile of the scope's own business; audited. */
export async function updateBusiness(
  deps: Deps,
  scope: Scope,
  change: z.infer<typeof businessUpdateInputSchema>,
): Promise<BusinessView> {
  return inBusiness(deps.db, scope, async (tx) => {
    const business = await tx.business.update({
      where: { id: scope.businessId },
      data: {
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(change.timezone === undefined ? {} : { timezone: change.timezone }),
      },
      select: SHOWN,
    });
    await recordAudit(tx, {
      businessId: scope.businessId,
      actor: scope.actor,
      action: "business.updated",
      targetType: "business",
      targetId: scope.businessId,
      details: { name: business.name, timezone: business.timezone },
    });
    return business;
  });
}
