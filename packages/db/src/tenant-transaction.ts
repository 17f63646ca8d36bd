import type { Db, Tx } from "./client.ts";
import { isTransactionRace } from "./database-errors.ts";
import type { AssetKind } from "./generated/enums.ts";

/** The part of a Scope that the database needs; `core/scope.ts` alone makes real ones. */
export type TenantClaim = { readonly businessId: string };

const MOST_RACES = 5;

export type TransactionLimits = { timeoutMs?: number };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The door to one business's rows: a transaction in which row-level security shows and accepts only that business's.
 * Rolled back when `work` throws. `work` gets no network: what it takes is the transaction alone. It is run again when
 * another transaction got in its way (a deadlock): else what was sent, and could then not be stored, would count as lost.
 */
export async function inBusiness<T>(
  db: Db,
  claim: TenantClaim,
  work: (tx: Tx) => Promise<T>,
  limits: TransactionLimits = {},
): Promise<T> {
  for (let races = 0; ; races += 1) {
    try {
      return await openTransaction(db, limits, async (tx) => {
        await setBusinesses(tx, [claim.businessId]);
        return work(tx);
      });
    } catch (error) {
      // Rolled back whole, and it had rows alone to work on: doing it again is as good as doing it later.
      if (!isTransactionRace(error) || races >= MOST_RACES) throw error;
    }
  }
}

export type AssetKey = { readonly kind: AssetKind; readonly assetId: string };
export type AdmittedRoute = { readonly businessId: string; readonly integrationId: string | null };

/** Looks up who owns the assets and opens the transaction to exactly those businesses. Missing: nobody owns the asset. */
export type Admit = (assets: readonly AssetKey[]) => Promise<Map<string, AdmittedRoute>>;

/** The key under which `Admit` answers for an asset. */
export function assetKeyOf(asset: AssetKey): string {
  return `${asset.kind}:${asset.assetId}`;
}

/**
 * The door for `inbound` alone, whose claimed batch mixes businesses. The transaction starts with no business at all;
 * `admit` adds those that AssetRoute names for the batch's assets, so that ids from a webhook's body never choose a tenant.
 */
export async function inBusinesses<T>(
  db: Db,
  work: (tx: Tx, admit: Admit) => Promise<T>,
  limits: TransactionLimits = {},
): Promise<T> {
  return openTransaction(db, limits, (tx) =>
    work(tx, async (assets) => {
      const routes = new Map<string, AdmittedRoute>();
      if (assets.length > 0) {
        const rows = await tx.assetRoute.findMany({
          where: { OR: assets.map(({ kind, assetId }) => ({ kind, assetId })) },
        });
        for (const row of rows)
          routes.set(assetKeyOf(row), { businessId: row.businessId, integrationId: row.integrationId });
      }
      await setBusinesses(tx, [...new Set([...routes.values()].map((route) => route.businessId))]);
      return routes;
    }),
  );
}

/** Why someone looks across businesses. A closed list, so that a new reason is a decision. */
export type AcrossReason = "sign-in" | "registration" | "session" | "admin" | "sweep";

/**
 * The door across businesses, under the operator role and its own policies: for the admin room, for signing in (the
 * business is not known yet) and for sweeps, which only find ids here and then work through `inBusiness`.
 */
export async function acrossBusinesses<T>(
  db: Db,
  reason: AcrossReason,
  work: (tx: Tx) => Promise<T>,
  limits: TransactionLimits = {},
): Promise<T> {
  return openTransaction(db, limits, async (tx) => {
    // The reason stands in the session's settings, where whoever watches the database finds it.
    await tx.$executeRaw`SELECT set_config('role', 'frontdesk_operator', true), set_config('app.across_reason', ${reason}, true)`;
    return work(tx);
  });
}

function openTransaction<T>(db: Db, limits: TransactionLimits, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.prisma.$transaction(
    async (tx) => {
      db.onTransaction(tx);
      return work(tx);
    },
    // Waits longer than the pool's own connect limit, so that the pool's error is the one that is seen.
    { maxWait: 3_000, timeout: limits.timeoutMs ?? 7_000 },
  );
}

async function setBusinesses(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const id of ids) if (!UUID.test(id)) throw new Error("A business id is not a UUID");
  await tx.$executeRaw`SELECT set_config('app.business_ids', ${`{${ids.join(",")}}`}, true)`;
}
