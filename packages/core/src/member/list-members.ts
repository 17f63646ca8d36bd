import { inBusiness } from "@frontdesk/db/tenant-transaction";
import type { memberSchema } from "@frontdesk/validators/business-view";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import type { Scope } from "../scope.ts";

/** The people of the scope's business, owners first. */
export async function listMembers(deps: Deps, scope: Scope): Promise<z.infer<typeof memberSchema>[]> {
  const members = await inBusiness(deps.db, scope, (tx) =>
    tx.user.findMany({
      where: { businessId: scope.businessId },
      select: { id: true, name: true, email: true, role: true, createdAt: true },
      orderBy: [{ role: "asc" }, { name: "asc" }],
    }),
  );
  return members;
}
