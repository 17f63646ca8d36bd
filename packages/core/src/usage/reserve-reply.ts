import type { Tx } from "@frontdesk/db/client";
import { newId } from "@frontdesk/db/new-id";
import { usagePeriodOf } from "./usage-period.ts";

export type Reservation = { granted: boolean; used: number; limit: number };

/**
 * Takes one agent reply from the business's month, before the engine is asked. The same key takes one however often it
 * is tried; concurrent takers can't pass the limit together, since the period's row is changed by a condition.
 */
export async function reserveReply(
  tx: Tx,
  businessId: string,
  now: Date,
  idempotencyKey: string,
): Promise<Reservation> {
  const period = usagePeriodOf(now);
  const business = await tx.business.findUniqueOrThrow({ where: { id: businessId }, select: { messagesLimit: true } });
  const limit = business.messagesLimit;
  await tx.usagePeriod.createMany({ data: [{ businessId, period }], skipDuplicates: true });
  const taken = await tx.usageEntry.findUnique({
    where: { businessId_idempotencyKey: { businessId, idempotencyKey } },
  });
  if (!taken) {
    const counted = await tx.usagePeriod.updateMany({
      where: { businessId, period, messagesUsed: { lt: limit } },
      data: { messagesUsed: { increment: 1 } },
    });
    if (counted.count === 0) return { granted: false, used: limit, limit };
    await tx.usageEntry.createMany({
      data: [{ businessId, id: newId(), kind: "AGENT_REPLY", amount: 1, period, idempotencyKey }],
    });
  }
  const { messagesUsed } = await tx.usagePeriod.findUniqueOrThrow({
    where: { businessId_period: { businessId, period } },
  });
  return { granted: true, used: messagesUsed, limit };
}

/** Gives a reserved reply back when nothing was queued for it. Giving it back twice counts once; one never taken is left alone. */
export async function refundReply(tx: Tx, businessId: string, idempotencyKey: string): Promise<void> {
  const taken = await tx.usageEntry.findUnique({
    where: { businessId_idempotencyKey: { businessId, idempotencyKey } },
  });
  if (!taken) return;
  const refundKey = `${idempotencyKey}:refund`;
  const { count } = await tx.usageEntry.createMany({
    data: [
      { businessId, id: newId(), kind: "AGENT_REPLY", amount: -1, period: taken.period, idempotencyKey: refundKey },
    ],
    skipDuplicates: true,
  });
  if (count === 1)
    await tx.usagePeriod.update({
      where: { businessId_period: { businessId, period: taken.period } },
      data: { messagesUsed: { decrement: 1 } },
    });
}
