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
  const byAccount = await count(db, accountKey(keys.account), windowAt);
  const byAddress = keys.address ? await count(db, `sign-in:address:${keys.address}`, windowAt) : 0;
  return byAccount <= PER_ACCOUNT && byAddress <= PER_ADDRESS;
}

/** Forgets an account's attempts once its right password was given: who signs in often is not guessing. */
export async function forgetAttempts(db: Db, account: string): Promise<void> {
  await db.platform.rateLimit.deleteMany({ where: { key: accountKey(account) } });
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
