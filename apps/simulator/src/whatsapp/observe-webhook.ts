import type { Simulator } from "../simulator.ts";
import type { Person, PhoneNumber } from "../world/entities.ts";
import { personSchema } from "../world/entities.ts";
import { put } from "../world/world.ts";
import { findPersonByPhone, findPersonByUserId, findWaba, threadOf } from "./directory.ts";

type Contact = { profile?: { name?: string }; wa_id?: string; user_id?: string };
type Inbound = { from?: string; from_user_id?: string; timestamp?: string };
type Value = { metadata?: { phone_number_id?: string }; contacts?: Contact[]; messages?: Inbound[] };

/**
 * Makes the platform believe a webhook body that a test posts: who wrote exists, and their 24 hour window is open from then on, so
 * that the product's answer is not refused. Unknown parts of the body are passed over.
 */
export function observeWebhook(sim: Simulator, body: unknown): void {
  const entries = (body as { entry?: { changes?: { value?: Value }[] }[] } | null)?.entry;
  if (!Array.isArray(entries)) return;
  for (const value of entries.flatMap((entry) => entry.changes ?? []).map((change) => change.value)) {
    const number = sim.world.phone_numbers.get(value?.metadata?.phone_number_id ?? "");
    if (!number) continue;
    for (const message of value?.messages ?? []) {
      const person = findSender(sim, number, message, value?.contacts?.[0]);
      if (!person) continue;
      const thread = threadOf(sim, number, person);
      thread.last_user_message_at = Math.max(thread.last_user_message_at ?? 0, Number(message.timestamp ?? 0) * 1000);
    }
  }
}

function findSender(
  sim: Simulator,
  number: PhoneNumber,
  message: Inbound,
  contact: Contact | undefined,
): Person | null {
  const phone = message.from ?? contact?.wa_id;
  const userId = message.from_user_id ?? contact?.user_id;
  const waba = findWaba(sim, number);
  const known =
    (userId === undefined ? undefined : findPersonByUserId(sim, userId, waba)) ??
    (phone === undefined ? undefined : findPersonByPhone(sim, phone));
  if (known) return known;
  const id = (phone ?? userId ?? "").toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const made = personSchema.safeParse({
    id,
    name: contact?.profile?.name ?? id,
    phone: phone ?? "0000000",
    country: userId?.slice(0, 2) ?? "US",
    user_ids: userId === undefined ? {} : { [waba.business_id]: userId },
    username_only: phone === undefined,
  });
  return made.success ? put(sim.world, "people", made.data) : null;
}
