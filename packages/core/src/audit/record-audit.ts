import type { Tx } from "@frontdesk/db/client";
import { newId } from "@frontdesk/db/new-id";
import type { Actor } from "../scope.ts";

export type AuditEntry = {
  /** null: an act on the installation itself. */
  businessId: string | null;
  actor: Actor;
  /** What was done, as "noun.verb": "business.created". */
  action: string;
  targetType?: string;
  targetId?: string;
  /** Ids and settings; never message texts or tokens. */
  details?: Record<string, string | number | boolean | null>;
};

/** Writes who did what, in the transaction that did it. Rows can't be changed or deleted by the application. */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  const { actor } = entry;
  // createMany returns nothing, which an installation-wide row needs: nobody but the operator may read it back.
  await tx.auditLog.createMany({
    data: [
      {
        id: newId(),
        businessId: entry.businessId,
        actorId: actor.kind === "member" ? actor.userId : null,
        actorKind: actor.kind === "member" && actor.role === "SUPER_ADMIN" ? "super_admin" : actor.kind,
        action: entry.action,
        targetType: entry.targetType ?? null,
        targetId: entry.targetId ?? null,
        details: entry.details ?? {},
      },
    ],
  });
}
