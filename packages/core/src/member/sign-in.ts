import { newId } from "@frontdesk/db/new-id";
import { acrossBusinesses } from "@frontdesk/db/tenant-transaction";
import type { Deps } from "../deps.ts";
import { DomainError } from "../domain-error.ts";
import { countAttempt, forgetAttempts } from "./limit-attempts.ts";

/** However active: a sign-in ends after seven days. */
const SESSION_MS = 7 * 86_400_000;

export type SignInRequest = { email: string; password: string; userAgent: string | null; address: string | null };

/**
 * Checks e-mail and password and opens a session. Unknown addresses take as long as wrong passwords.
 * @throws DomainError UNAUTHENTICATED for a wrong pair; RATE_LIMITED after too many attempts
 */
export async function signIn(deps: Deps, request: SignInRequest): Promise<{ sessionId: string; userId: string }> {
  const now = new Date();
  if (!(await countAttempt(deps.db, now, { account: request.email, address: request.address })))
    throw new DomainError("RATE_LIMITED", "Too many attempts. Try again in fifteen minutes.");
  const user = await acrossBusinesses(deps.db, "sign-in", (tx) =>
    tx.user.findUnique({
      where: { email: request.email },
      select: { id: true, passwordHash: true, business: { select: { suspendedAt: true } } },
    }),
  );
  const isRight = await deps.passwords.verify(user?.passwordHash ?? null, request.password);
  if (!user || !isRight)
    throw new DomainError("UNAUTHENTICATED", "This e-mail address and password do not belong together.");
  if (user.business?.suspendedAt)
    throw new DomainError("FORBIDDEN", "This business is suspended. Write to the operator.");
  await forgetAttempts(deps.db, now, { account: request.email, address: request.address });
  return { sessionId: await openSession(deps, user.id, request.userAgent, now), userId: user.id };
}

/** Opens a session for who has just proved who they are; its id is new at every sign-in. */
export async function openSession(
  deps: Deps,
  userId: string,
  userAgent: string | null,
  now = new Date(),
): Promise<string> {
  const id = newId();
  await deps.db.platform.userSession.createMany({
    data: [
      {
        id,
        userId,
        userAgent: userAgent?.slice(0, 300) ?? null,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + SESSION_MS),
      },
    ],
  });
  return id;
}
