import { randomBytes } from "node:crypto";
import type { Tx } from "@frontdesk/db/client";
import { isUniqueViolation } from "@frontdesk/db/database-errors";
import { newId } from "@frontdesk/db/new-id";
import { acrossBusinesses } from "@frontdesk/db/tenant-transaction";
import { createDataKey, wrapDataKey } from "@frontdesk/encryption/data-key";
import type { RegisterInput } from "@frontdesk/validators/account";
import { recordAudit } from "../audit/record-audit.ts";
import type { Deps } from "../deps.ts";
import { DomainError } from "../domain-error.ts";
import { makeSlug } from "./make-slug.ts";

export type Registered = { userId: string; businessId: string | null };

/**
 * Registers a person: a new business with them as its owner. Where the installation allows it and has none yet, the
 * first to register becomes its super admin instead, without a business; of two that try at once, one does.
 * @throws DomainError CONFLICT (field email) if the address is taken
 */
export async function registerBusiness(
  deps: Deps,
  input: RegisterInput,
  options: { mayCreateSuperAdmin: boolean },
): Promise<Registered> {
  const passwordHash = await deps.passwords.hash(input.password);
  try {
    return await acrossBusinesses(deps.db, "registration", async (tx) => {
      if (options.mayCreateSuperAdmin && (await claimSuperAdmin(tx))) return createSuperAdmin(tx, input, passwordHash);
      return createOwner(deps, tx, input, passwordHash);
    });
  } catch (error) {
    if (isUniqueViolation(error))
      throw new DomainError("CONFLICT", "An account with this e-mail address exists already. Sign in instead.", {
        field: "email",
        cause: error,
      });
    throw error;
  }
}

/** Whether there is no super admin yet; holds a lock until the transaction ends, so that only one caller is told so. */
async function claimSuperAdmin(tx: Tx): Promise<boolean> {
  await tx.$executeRaw`LOCK TABLE "User" IN SHARE ROW EXCLUSIVE MODE`;
  return (await tx.user.count({ where: { role: "SUPER_ADMIN" } })) === 0;
}

async function createSuperAdmin(tx: Tx, input: RegisterInput, passwordHash: string): Promise<Registered> {
  const userId = newId();
  await tx.user.create({
    data: { id: userId, email: input.email, name: input.name, passwordHash, role: "SUPER_ADMIN", businessId: null },
    select: { id: true },
  });
  await recordAudit(tx, {
    businessId: null,
    actor: { kind: "member", userId, role: "SUPER_ADMIN" },
    action: "super_admin.registered",
    targetType: "user",
    targetId: userId,
  });
  return { userId, businessId: null };
}

async function createOwner(deps: Deps, tx: Tx, input: RegisterInput, passwordHash: string): Promise<Registered> {
  const businessId = newId();
  const userId = newId();
  await tx.business.create({
    data: {
      id: businessId,
      name: input.businessName,
      slug: makeSlug(input.businessName, randomBytes(3).toString("hex")),
      dataKey: wrapDataKey(deps.keyRing, createDataKey(), businessId),
      agentSettings: { create: {} },
    },
    select: { id: true },
  });
  await tx.user.create({
    data: { id: userId, email: input.email, name: input.name, passwordHash, role: "BUSINESS_OWNER", businessId },
    select: { id: true },
  });
  await recordAudit(tx, {
    businessId,
    actor: { kind: "member", userId, role: "BUSINESS_OWNER" },
    action: "business.registered",
    targetType: "business",
    targetId: businessId,
  });
  return { userId, businessId };
}
