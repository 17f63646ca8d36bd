import { icon, make } from "./element.js";

/** @import { StatusName } from "../world/entities.ts" */

const NAMES = {
  pending: "Waiting for network",
  sent: "Sent",
  delivered: "Delivered",
  read: "Read",
  failed: "Not delivered",
};

/**
 * The ticks of a message: one for sent, two for delivered, two blue for read. On a bubble of the business they are the ones that
 * the business sees.
 * @param {StatusName | "pending"} status
 * @param {string | null} seenBy The business's name on its own bubbles
 */
export function makeTicks(status, seenBy) {
  const state = status === "accepted" ? "pending" : status;
  const label = seenBy === null ? NAMES[state] : `${seenBy} sees: ${NAMES[state].toLowerCase()}`;
  const shape = state === "read" ? "delivered" : state;
  return make(
    "span",
    { class: "ticks", "data-state": state, role: "img", "aria-label": label, title: label },
    icon(shape, 0.95),
  );
}
