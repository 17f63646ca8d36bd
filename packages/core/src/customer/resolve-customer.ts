import type { CustomerRef, Identity } from "@frontdesk/channels/channel-adapter";
import type { Tx } from "@frontdesk/db/client";
import { newId } from "@frontdesk/db/new-id";

export type ResolvedCustomer = {
  customerId: string;
  /** Other customers whom the same person was known as: the caller merges them into `customerId`. */
  duplicateIds: string[];
};

/** Ids that only mean something inside one Instagram account or Page are kept with it; WhatsApp's need no scope. */
function identityScope(identity: Identity, assetId: string): string {
  return identity.kind === "IGSID" || identity.kind === "PSID" ? assetId : "";
}

/**
 * Finds the customer by any of their ids, or makes one with all of them; ids not known yet are added. Safe against
 * another worker that meets the same person at the same moment: the unique index decides, and the loser takes the winner's.
 */
export async function resolveCustomer(
  tx: Tx,
  businessId: string,
  ref: CustomerRef,
  assetId: string,
): Promise<ResolvedCustomer | null> {
  if (ref.identities.length === 0) return null;
  const known = await findByIdentities(tx, businessId, ref.identities, assetId);
  if (known.length === 0) {
    const created = await createCustomer(tx, businessId, ref, assetId);
    if (created) return { customerId: created, duplicateIds: [] };
    // Somebody else's transaction was first and has committed: their rows are visible now.
    const winners = await findByIdentities(tx, businessId, ref.identities, assetId);
    const [first, ...others] = winners;
    if (!first) throw new Error("A customer identity is taken but can't be found");
    await addIdentities(tx, businessId, first, ref.identities, assetId);
    return { customerId: first, duplicateIds: others };
  }
  const [customerId, ...duplicateIds] = known as [string, ...string[]];
  await addIdentities(tx, businessId, customerId, ref.identities, assetId);
  await describeCustomer(tx, businessId, customerId, ref);
  return { customerId, duplicateIds };
}

/** The customers that own any of the ids, the one known longest first. */
async function findByIdentities(
  tx: Tx,
  businessId: string,
  identities: readonly Identity[],
  assetId: string,
): Promise<string[]> {
  const rows = await tx.customerIdentity.findMany({
    where: {
      businessId,
      OR: identities.map((identity) => ({
        kind: identity.kind,
        scope: identityScope(identity, assetId),
        value: identity.value,
      })),
    },
    select: { customerId: true, customer: { select: { createdAt: true } } },
  });
  const seen = new Map(rows.map((row) => [row.customerId, row.customer.createdAt.getTime()]));
  return [...seen.entries()].sort(([idA, a], [idB, b]) => a - b || idA.localeCompare(idB)).map(([id]) => id);
}

async function createCustomer(tx: Tx, businessId: string, ref: CustomerRef, assetId: string): Promise<string | null> {
  const id = newId();
  await tx.customer.createMany({
    data: [
      {
        businessId,
        id,
        name: ref.name ?? null,
        username: ref.username ?? null,
        phone: identityValue(ref, "WA_ID"),
        instagramId: null,
        facebookId: null,
      },
    ],
  });
  const added = await addIdentities(tx, businessId, id, ref.identities, assetId);
  if (added === ref.identities.length) return id;
  // Lost the race for at least one id. What we did add goes with the row.
  await tx.customer.delete({ where: { businessId_id: { businessId, id } }, select: { id: true } });
  return null;
}

/** Adds the ids that nobody has yet; returns how many were added. */
async function addIdentities(
  tx: Tx,
  businessId: string,
  customerId: string,
  identities: readonly Identity[],
  assetId: string,
): Promise<number> {
  const { count } = await tx.customerIdentity.createMany({
    // In one order everywhere, so that two workers wait for each other instead of deadlocking.
    data: [...identities]
      .sort((a, b) => `${a.kind}${a.value}`.localeCompare(`${b.kind}${b.value}`))
      .map((identity) => ({
        businessId,
        id: newId(),
        customerId,
        kind: identity.kind,
        scope: identityScope(identity, assetId),
        value: identity.value,
      })),
    skipDuplicates: true,
  });
  return count;
}

/** Fills in what is not known yet and follows the name that the customer shows; names are never keys. */
async function describeCustomer(tx: Tx, businessId: string, customerId: string, ref: CustomerRef): Promise<void> {
  const phone = identityValue(ref, "WA_ID");
  if (!ref.name && !ref.username && !phone) return;
  await tx.$executeRaw`
    UPDATE "Customer" SET
      name = coalesce(${ref.name ?? null}, name),
      username = coalesce(${ref.username ?? null}, username),
      phone = coalesce(phone, ${phone}),
      "updatedAt" = now()
    WHERE "businessId" = ${businessId}::uuid AND id = ${customerId}::uuid
      AND (name IS DISTINCT FROM coalesce(${ref.name ?? null}, name)
        OR username IS DISTINCT FROM coalesce(${ref.username ?? null}, username)
        OR phone IS DISTINCT FROM coalesce(phone, ${phone}))`;
}

function identityValue(ref: CustomerRef, kind: Identity["kind"]): string | null {
  return ref.identities.find((identity) => identity.kind === kind)?.value ?? null;
}
