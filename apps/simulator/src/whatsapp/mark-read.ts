import { GraphError } from "../graph/graph-error.ts";
import type { Simulator } from "../simulator.ts";
import type { PhoneNumber } from "../world/entities.ts";
import { threadOf } from "./directory.ts";

/** How long "typing…" shows when no answer comes (Meta, "Typing indicators"). */
const TYPING_MS = 25_000;

/**
 * `status: "read"`: the person sees blue ticks on this message and all earlier ones, and, when asked, that the business is typing. A
 * well-formed id that is unknown here is accepted: what Meta answers then is unpublished.
 */
export function markRead(sim: Simulator, number: PhoneNumber, params: Record<string, unknown>): { success: true } {
  const { status, message_id, typing_indicator } = params;
  if (status !== "read") throw new GraphError(131009, { details: "Param status must be 'read'." });
  if (message_id === undefined) throw new GraphError(131008, { details: "The parameter message_id is required." });
  if (typeof message_id !== "string" || !message_id.startsWith("wamid.")) {
    throw new GraphError(131009, { details: "Param message_id must be the id of a received message." });
  }
  const isTyping = typing_indicator !== undefined;
  if (isTyping && (typing_indicator as { type?: unknown } | null)?.type !== "text") {
    throw new GraphError(131009, { details: "Param typing_indicator['type'] must be 'text'." });
  }
  const message = sim.world.messages.get(message_id);
  const person = message?.person_id ? sim.world.people.get(message.person_id) : undefined;
  if (!message || !person || message.direction !== "in" || message.phone_number_id !== number.id)
    return { success: true };
  const now = sim.clock.now();
  for (const earlier of sim.world.messages.values()) {
    const isSameChat = earlier.phone_number_id === number.id && earlier.person_id === person.id;
    if (!isSameChat || earlier.direction !== "in" || earlier.timestamp > message.timestamp) continue;
    if (earlier.status === "read") continue;
    earlier.status = "read";
    earlier.history.push({ status: "read", at: now });
    sim.events.publish({ type: "message", data: earlier });
  }
  if (isTyping) {
    const thread = threadOf(sim, number, person);
    thread.typing_until = now + TYPING_MS;
    sim.events.publish({ type: "thread", data: thread });
  }
  return { success: true };
}
