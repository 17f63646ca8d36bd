import { inBusiness } from "@frontdesk/db/tenant-transaction";
import type { CustomerDetail } from "@frontdesk/validators/customer-view";
import type { Deps } from "../deps.ts";
import { notFound } from "../domain-error.ts";
import type { Scope } from "../scope.ts";
import { displayNameOf } from "./display-name.ts";

/**
 * A customer with their ids and conversations.
 * @throws DomainError NOT_FOUND if they do not exist or are another business's
 */
export async function getCustomer(deps: Deps, scope: Scope, customerId: string): Promise<CustomerDetail> {
  const customer = await inBusiness(deps.db, scope, (tx) =>
    tx.customer.findUnique({
      where: { businessId_id: { businessId: scope.businessId, id: customerId } },
      include: {
        identities: { select: { kind: true, value: true }, orderBy: { createdAt: "asc" } },
        conversations: {
          select: { id: true, channel: true, lastMessageAt: true, preview: true },
          orderBy: { lastMessageAt: "desc" },
          take: 50,
        },
      },
    }),
  );
  if (!customer) throw notFound("customer");
  return { ...customer, displayName: displayNameOf(customer) };
}
