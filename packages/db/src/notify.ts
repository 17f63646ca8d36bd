import type { Db } from "./client.ts";

/** Sends a notification outside any transaction: a hint that something may be there to do. */
export async function notify(db: Db, channel: string, payload = ""): Promise<void> {
  await db.prisma.$executeRaw`SELECT pg_notify(${channel}, ${payload})`;
}
