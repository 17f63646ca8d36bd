import { acrossBusinesses } from "@frontdesk/db/tenant-transaction";
import type { AdminBusiness } from "@frontdesk/validators/admin-view";
import { readCursor, writeCursor } from "../conversation/page-cursor.ts";
import type { Deps } from "../deps.ts";
import { usagePeriodOf } from "../usage/usage-period.ts";

/** Every business, the newest first, by part of its name or slug. */
export async function listBusinesses(
  deps: Deps,
  input: { search: string; cursor?: string | null | undefined; limit: number },
): Promise<{ items: AdminBusiness[]; nextCursor: string | null }> {
  const place = input.cursor ? readCursor(input.cursor) : null;
  const period = usagePeriodOf(deps.clock());
  const contains = { contains: input.search, mode: "insensitive" as const };
  const rows = await acrossBusinesses(deps.db, "admin", (tx) =>
    tx.business.findMany({
      where: {
        AND: [
          ...(input.search ? [{ OR: [{ name: contains }, { slug: contains }] }] : []),
          ...(place
            ? [{ OR: [{ createdAt: { lt: place.time } }, { createdAt: place.time, id: { lt: place.id } }] }]
            : []),
        ],
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: input.limit + 1,
      select: {
        id: true,
        name: true,
        slug: true,
        messagesLimit: true,
        createdAt: true,
        suspendedAt: true,
        usagePeriods: { where: { period }, select: { messagesUsed: true } },
        _count: { select: { users: true, integrations: true } },
      },
    }),
  );
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    items: page.map(({ usagePeriods, _count, ...business }) => ({
      ...business,
      messagesUsed: usagePeriods[0]?.messagesUsed ?? 0,
      members: _count.users,
      integrations: _count.integrations,
    })),
    nextCursor: rows.length > input.limit && last ? writeCursor({ time: last.createdAt, id: last.id }) : null,
  };
}
