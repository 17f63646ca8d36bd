import type { Db } from "@frontdesk/db/client";

/** Attempts with a password: ten an account and fifteen minutes, and a hundred from one address, counted over all processes. */
const WINDOW_MS = 15 * 60_000;
const PER_ACCOUNT = 10;
const PER_ADDRESS = 100;

/** Counts an attempt; false if there were too many. A right password is refused as well then, until the window is over. */
export async function countAttempt(
  db: Db,
  now: Date,
  keys: { account: string; address: string | null },
): Promise<boolean> {
  const windowAt = new Date(Math.floor(now.getTime() / WINDOW_MS) * WINDOW_MS);
  // The address first: a stranger past their limit writes no rows under names of their choice.
  if (keys.address && (await count(db, addressKey(keys.address), windowAt)) > PER_ADDRESS) return false;
  return (await count(db, accountKey(keys.account), windowAt)) <= PER_ACCOUNT;
}

/**
 * Forgets an attempt once the right password was given: who signs in often is not guessing, and many who share an address
 * (an office, a proxy) don't lock each other out. Windows that are over are deleted along the way.
 */
export async function forgetAttempts(
  db: Db,
  now: Date,
  keys: { account: string; address: string | null },
): Promise<void> {
  await db.platform.rateLimit.deleteMany({
    where: { OR: [{ key: accountKey(keys.account) }, { windowAt: { lt: new Date(now.getTime() - 2 * WINDOW_MS) } }] },
  });
  if (keys.address)
    await db.platform.rateLimit.updateMany({
      where: { key: addressKey(keys.address), count: { gt: 0 } },
      data: { count: { decrement: 1 } },
    });
}

function addressKey(address: string): string {
  return `sign-in:address:${address}`;
}

function accountKey(account: string): string {
  return `sign-in:account:${account}`;
}

async function count(db: Db, key: string, windowAt: Date): Promise<number> {
  const row = await db.platform.rateLimit.upsert({
    where: { key_windowAt: { key, windowAt } },
    create: { key, windowAt, count: 1 },
    update: { count: { increment: 1 } },
    select: { count: true },
  });
  return row.count;
}
