import { acrossBusinesses } from "@frontdesk/db/tenant-transaction";
import type { Deps } from "../deps.ts";
import { notFound } from "../domain-error.ts";
import type { SignedIn } from "../scope.ts";

/** Twelve idle hours end a sign-in. */
const IDLE_MS = 12 * 3_600_000;
/** How long a checked session is believed without looking again: revoking works everywhere within this. */
const BELIEVED_MS = 20_000;
/** `lastSeenAt` is written at most this often. */
const SEEN_EVERY_MS = 60_000;
const MOST_CACHED = 10_000;

type Checked = { person: SignedIn | null; at: number };

/** Checks sessions, believing each check for twenty seconds. One a process. */
export function createSessionCheck(
  deps: Pick<Deps, "db">,
): (sessionId: string, options?: { fresh?: boolean }) => Promise<SignedIn | null> {
  const cache = new Map<string, Checked>();
  return async (sessionId, options = {}) => {
    const cached = cache.get(sessionId);
    if (cached && !options.fresh && Date.now() - cached.at < BELIEVED_MS) return cached.person;
    const person = await checkSession(deps, sessionId);
    cache.delete(sessionId);
    cache.set(sessionId, { person, at: Date.now() });
    if (cache.size > MOST_CACHED) cache.delete(cache.keys().next().value as string);
    return person;
  };
}

/** Who a session belongs to; null if it is unknown, over, idle for too long or revoked, or its business is suspended. */
export async function checkSession(deps: Pick<Deps, "db">, sessionId: string): Promise<SignedIn | null> {
  const now = new Date();
  return acrossBusinesses(deps.db, "session", async (tx) => {
    const session = await tx.userSession.findUnique({
      where: { id: sessionId },
      include: {
        user: {
          select: {
            id: true,
            name: true,
            email: true,
            role: true,
            businessId: true,
            business: { select: { suspendedAt: true } },
          },
        },
      },
    });
    if (!session || session.revokedAt || session.expiresAt <= now) return null;
    if (now.getTime() - session.lastSeenAt.getTime() > IDLE_MS) return null;
    if (session.user.business?.suspendedAt) return null;
    if (now.getTime() - session.lastSeenAt.getTime() > SEEN_EVERY_MS)
      await tx.userSession.update({ where: { id: sessionId }, data: { lastSeenAt: now }, select: { id: true } });
    const { id: userId, name, email, role, businessId } = session.user;
    return { sessionId, userId, name, email, role, businessId };
  });
}

export type SessionView = {
  id: string;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  isCurrent: boolean;
};

/** The person's own sign-ins that are still good, the newest first. */
export async function listSessions(deps: Deps, person: SignedIn): Promise<SessionView[]> {
  const now = new Date();
  const sessions = await deps.db.platform.userSession.findMany({
    where: {
      userId: person.userId,
      revokedAt: null,
      expiresAt: { gt: now },
      lastSeenAt: { gt: new Date(now.getTime() - IDLE_MS) },
    },
    orderBy: { createdAt: "desc" },
    take: 100,
    select: { id: true, userAgent: true, createdAt: true, lastSeenAt: true },
  });
  return sessions.map((session) => ({ ...session, isCurrent: session.id === person.sessionId }));
}

/** Ends the sign-in that a cookie belongs to; ending it again changes nothing. */
export async function endSession(deps: Pick<Deps, "db">, claims: { sessionId: string; userId: string }): Promise<void> {
  await deps.db.platform.userSession.updateMany({
    where: { id: claims.sessionId, userId: claims.userId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
}

/**
 * Ends one of the person's own sign-ins.
 * @throws DomainError NOT_FOUND if it is not theirs
 */
export async function revokeSession(deps: Deps, person: SignedIn, sessionId: string): Promise<void> {
  const { count } = await deps.db.platform.userSession.updateMany({
    where: { id: sessionId, userId: person.userId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  if (count === 0) throw notFound("session");
}
