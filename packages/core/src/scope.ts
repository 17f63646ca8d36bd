import type { UserRole } from "@frontdesk/validators/role";

/** Who acts: kept in audit rows and on the messages that they write. */
export type Actor =
  | { readonly kind: "member"; readonly userId: string; readonly role: UserRole }
  | { readonly kind: "agent" }
  | { readonly kind: "system" };

declare const earned: unique symbol;

/**
 * The proof that an actor may act for one business. Functions that touch a business's rows ask for it, so a caller that
 * earned none cannot call them; only this file makes one.
 */
export type Scope = { readonly businessId: string; readonly actor: Actor; readonly [earned]: true };

/** What a checked session says of the person: the result of `checkSession` in member/sessions.ts. */
export type SignedIn = {
  readonly sessionId: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: UserRole;
  readonly businessId: string | null;
};

/** The scope of a signed-in member in their own business; null for who belongs to none (a super admin). */
export function memberScope(person: SignedIn): Scope | null {
  if (!person.businessId || person.role === "SUPER_ADMIN") return null;
  return makeScope(person.businessId, { kind: "member", userId: person.userId, role: person.role });
}

/** The scope of a job or a webhook that works for one business; ids come from rows, never from a request. */
export function systemScope(businessId: string, kind: "agent" | "system" = "system"): Scope {
  return makeScope(businessId, { kind });
}

function makeScope(businessId: string, actor: Actor): Scope {
  return { businessId, actor } as Scope;
}
