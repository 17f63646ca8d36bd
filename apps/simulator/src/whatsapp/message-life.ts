import type { Simulator } from "../simulator.ts";
import type { Person, SimMessage, StatusName } from "../world/entities.ts";
import { statusValue } from "./webhook-values.ts";

const BEFORE_SENT = [50, 300] as const;
const BEFORE_DELIVERED = [100, 400] as const;
const BEFORE_READ_IN_OPEN_CHAT = [300, 700] as const;
const BEFORE_READ = [1000, 2000] as const;

/** Begins the life of an accepted business message: sent, delivered, read, or failed. Waits on the virtual clock. */
export function beginLife(sim: Simulator, message: SimMessage): void {
  planStep(sim, message, message.error_code === null ? "sent" : "failed", BEFORE_SENT);
}

/** Takes the planned step now; resolves when its webhook was tried once. */
export async function takeStepNow(sim: Simulator, message: SimMessage): Promise<void> {
  if (message.next_status) await takeStep(sim, message, message.next_status.status);
}

/**
 * Goes on with everything that waited for this person (they came online or turned receipts on), or without one for anybody:
 * who holds whose phone, with which chat open, has changed.
 */
export function resumeLives(sim: Simulator, personId?: string): void {
  for (const message of sim.world.messages.values()) {
    if (message.direction !== "out" || message.next_status) continue;
    if (personId !== undefined && message.person_id !== personId) continue;
    if (message.status === "sent" || message.status === "delivered") planNext(sim, message);
  }
}

/** Schedules the planned steps of a restored world. */
export function rescheduleLives(sim: Simulator): void {
  for (const message of sim.world.messages.values()) if (message.next_status) schedule(sim, message);
}

/** The person reads every delivered message of one number at once, receipts allowing. */
export function readNow(sim: Simulator, person: Person, phoneNumberId: string): SimMessage[] {
  const unread = [...sim.world.messages.values()].filter(
    (message) =>
      message.direction === "out" &&
      message.person_id === person.id &&
      message.phone_number_id === phoneNumberId &&
      message.status === "delivered",
  );
  if (person.no_receipts) return [];
  for (const message of unread) void takeStep(sim, message, "read");
  return unread;
}

function planStep(
  sim: Simulator,
  message: SimMessage,
  status: StatusName,
  [min, max]: readonly [number, number],
): void {
  const wait = Math.round(min + (max - min) * sim.identifiers.fraction(`${message.id}:${status}`));
  message.next_status = { status, at: sim.clock.now() + wait };
  schedule(sim, message);
}

function schedule(sim: Simulator, message: SimMessage): void {
  const planned = message.next_status;
  if (!planned) return;
  sim.clock.schedule(planned.at, () => {
    if (message.next_status === planned) void takeStep(sim, message, planned.status);
  });
}

async function takeStep(sim: Simulator, message: SimMessage, status: StatusName): Promise<void> {
  const now = sim.clock.now();
  const number = sim.world.phone_numbers.get(message.phone_number_id);
  message.next_status = null;
  message.status = status;
  message.history.push({ status, at: now });
  sim.events.publish({ type: "message", data: message });
  planNext(sim, message);
  if (!number) return;
  await sim.webhooks.emit({
    wabaId: number.waba_id,
    phoneNumberId: number.id,
    field: "messages",
    value: statusValue(sim, number, message, status, now),
    personId: message.person_id,
    messageIds: [message.id],
    summary: status === "failed" ? `Status: failed (${message.error_code})` : `Status: ${status}`,
  });
}

function planNext(sim: Simulator, message: SimMessage): void {
  const person = message.person_id === null ? undefined : sim.world.people.get(message.person_id);
  // Meta reports a reaction as sent only.
  if (!person || message.type === "reaction") return;
  if (message.status === "sent" && !person.offline) {
    planStep(sim, message, person.read_without_delivered ? "read" : "delivered", BEFORE_DELIVERED);
  }
  if (message.status !== "delivered" || person.no_receipts) return;
  if (sim.presence.hasOpen(person.id, message.phone_number_id))
    planStep(sim, message, "read", BEFORE_READ_IN_OPEN_CHAT);
  else if (!sim.presence.isHeld(person.id)) planStep(sim, message, "read", BEFORE_READ);
}
