import { GraphError } from "../graph/graph-error.ts";
import type { Simulator } from "../simulator.ts";
import type { Person, PhoneNumber, Thread, Waba } from "../world/entities.ts";
import { put } from "../world/world.ts";

/** The digits by which webhooks and wamids name a business number. */
export function digitsOf(number: PhoneNumber): string {
  return number.display_phone_number.replace(/\D/g, "");
}

export function findWaba(sim: Simulator, number: PhoneNumber): Waba {
  const waba = sim.world.wabas.get(number.waba_id);
  if (!waba) throw new GraphError(100, { details: `The number's business account ${number.waba_id} is gone.` });
  return waba;
}

export function findPersonByPhone(sim: Simulator, digits: string): Person | undefined {
  return [...sim.world.people.values()].find((person) => person.phone === digits);
}

/** A BSUID means somebody only inside the business portfolio that it was made for. */
export function findPersonByUserId(sim: Simulator, userId: string, waba: Waba): Person | undefined {
  return [...sim.world.people.values()].find((person) => userIdOf(sim, person, waba) === userId);
}

/** The person's business-scoped user id for the portfolio of this account, made at first use and kept. */
export function userIdOf(sim: Simulator, person: Person, waba: Waba): string {
  const known = person.user_ids[waba.business_id];
  if (known !== undefined) return known;
  const made = sim.identifiers.userId(person.country, person.id, waba.business_id);
  person.user_ids[waba.business_id] = made;
  return made;
}

export function threadOf(sim: Simulator, number: PhoneNumber, person: Person): Thread {
  const id = `${number.id}:${person.id}`;
  const known = sim.world.threads.get(id);
  if (known) return known;
  const thread = {
    id,
    phone_number_id: number.id,
    person_id: person.id,
    last_user_message_at: null,
    typing_until: null,
  };
  return put(sim.world, "threads", thread);
}

/** The customer service window: 24 hours from the person's last message to this number. */
export const WINDOW_MS = 24 * 3_600_000;

export function isWindowOpen(sim: Simulator, number: PhoneNumber, person: Person | undefined): boolean {
  if (sim.world.settings.window === "off") return true;
  if (!person) return false;
  const last = sim.world.threads.get(`${number.id}:${person.id}`)?.last_user_message_at ?? null;
  return last !== null && sim.clock.now() - last < WINDOW_MS;
}
