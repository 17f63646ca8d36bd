import { GraphError } from "../graph/graph-error.ts";
import type { Simulator } from "../simulator.ts";
import { type Person, type PhoneNumber, userIdPattern } from "../world/entities.ts";
import { digitsOf, findPersonByPhone, findPersonByUserId, findWaba } from "./directory.ts";

export type Recipient = {
  /** As the caller wrote it; the answer repeats it. */
  input: string;
  waId?: string;
  userId?: string;
  /** Undefined when nobody on WhatsApp answers to it: the message is accepted and fails later. */
  person: Person | undefined;
};

/**
 * Reads `to` or `recipient` of a send; `to` wins. A number without "+" that is too short for a country code gets the business's
 * own, which is how Meta misdelivers it. Throws GraphError 100 without a recipient and 131009 for one that is neither.
 */
export function readRecipient(sim: Simulator, number: PhoneNumber, params: Record<string, unknown>): Recipient {
  const { to, recipient } = params;
  if (to === undefined && recipient === undefined) {
    throw new GraphError(100, { message: "(#100) The parameter to is required." });
  }
  if (to !== undefined) return readPhone(sim, number, to);
  if (typeof recipient !== "string" || !userIdPattern.test(recipient)) {
    throw new GraphError(131009, { details: "Param recipient must be a business-scoped user ID." });
  }
  return { input: recipient, userId: recipient, person: findPersonByUserId(sim, recipient, findWaba(sim, number)) };
}

function readPhone(sim: Simulator, number: PhoneNumber, to: unknown): Recipient {
  const digits = typeof to === "string" ? to.replace(/[\s().-]/g, "") : "";
  if (typeof to !== "string" || !/^\+?\d{5,15}$/.test(digits)) {
    throw new GraphError(131009, { details: "Param to must be a valid WhatsApp phone number." });
  }
  const hasCountryCode = digits.startsWith("+") || digits.length > 10;
  const waId = hasCountryCode ? digits.replace("+", "") : `${findWaba(sim, number).country_code}${digits}`;
  return { input: to, waId, person: findPersonByPhone(sim, waId) };
}

/** A business number cannot write to itself. */
export function refuseOwnNumber(number: PhoneNumber, recipient: Recipient): void {
  if (recipient.waId === digitsOf(number)) throw new GraphError(131021);
}
