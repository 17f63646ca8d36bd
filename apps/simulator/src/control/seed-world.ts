import { z } from "zod";
import { HttpProblem } from "../http/sim-http.ts";
import type { Person, Thread } from "../world/entities.ts";
import { entityKinds, entitySchemas, put, type World } from "../world/world.ts";
import { type ControlCall, readBody } from "./control-route.ts";

const seedSchema = z.strictObject(
  Object.fromEntries(entityKinds.map((kind) => [kind, z.array(entitySchemas[kind]).optional()])) as unknown as {
    [K in keyof typeof entitySchemas]: z.ZodOptional<z.ZodArray<(typeof entitySchemas)[K]>>;
  },
);

/**
 * Adds things to the world, or replaces those with the same id: customers of the product's demo data and their open windows.
 * On WhatsApp a phone number is one person's: a new person with a number that somebody has is that somebody, who learns
 * the business-scoped user ids and gets the threads. All or nothing: throws HttpProblem 400 for a thread of nobody.
 */
export function seedWorld(call: ControlCall): unknown {
  const wanted = readBody(call, seedSchema);
  const { world, events } = call.sim;
  const { people = [], threads = [] } = wanted;
  const ids = recognisePeople(world, people);
  for (const thread of threads) {
    if (!ids.has(thread.person_id)) throw new HttpProblem(400, `The thread ${thread.id} names no known person.`);
  }
  const merged = Object.fromEntries([...ids].filter(([id, known]) => id !== known));
  const added: Record<string, number> = {};
  for (const kind of entityKinds) {
    for (const value of wanted[kind] ?? []) {
      if (kind !== "people" && kind !== "threads") put(world, kind, value as never);
    }
    added[kind] = wanted[kind]?.length ?? 0;
  }
  for (const person of people) addPerson(world, person, ids.get(person.id));
  for (const thread of threads) addThread(world, thread, ids.get(thread.person_id));
  added.people = people.length - Object.keys(merged).length;
  events.publish({ type: "reset", data: null });
  return { added, merged };
}

/** Every id that may be named, with the id under which the world knows or will know that person. */
function recognisePeople(world: World, people: Person[]): Map<string, string> {
  const ids = new Map([...world.people.keys()].map((id) => [id, id]));
  const owners = new Map<string, string>();
  for (const { id, phone } of [...world.people.values(), ...people]) {
    if (!ids.has(id)) ids.set(id, owners.get(phone) ?? id);
    if (!owners.has(phone)) owners.set(phone, id);
  }
  return ids;
}

function addPerson(world: World, person: Person, knownId: string | undefined): void {
  const known = knownId === person.id ? undefined : world.people.get(knownId ?? "");
  if (known) Object.assign(known.user_ids, person.user_ids);
  else put(world, "people", person);
}

function addThread(world: World, thread: Thread, personId: string | undefined): void {
  if (personId === undefined || personId === thread.person_id) {
    put(world, "threads", thread);
    return;
  }
  const id = `${thread.phone_number_id}:${personId}`;
  const known = world.threads.get(id)?.last_user_message_at ?? 0;
  const last_user_message_at = Math.max(known, thread.last_user_message_at ?? 0) || null;
  put(world, "threads", { ...thread, id, person_id: personId, last_user_message_at });
}
