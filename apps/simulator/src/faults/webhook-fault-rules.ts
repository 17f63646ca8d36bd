import { z } from "zod";
import { HttpProblem } from "../http/sim-http.ts";
import type { Delivery } from "../world/entities.ts";

const effectSchema = z.union(
  [
    z.strictObject({
      /** Sends every webhook `n` more times, `delay` virtual milliseconds later, one after the other or at once. */
      duplicate: z.strictObject({
        n: z.int().min(1).max(100).default(1),
        delay: z.int().min(0).default(0),
        parallel: z.boolean().default(false),
      }),
    }),
    z.strictObject({ delay: z.strictObject({ ms: z.int().min(1) }) }),
    z.strictObject({ drop: z.strictObject({ p: z.number().min(0).max(1).default(1) }) }),
    z.strictObject({ bad_signature: z.literal(true) }),
    z.strictObject({ wrong_secret: z.literal(true) }),
    /** The "sent" status reaches the product before the send call's answer. */
    z.strictObject({ status_before_response: z.literal(true) }),
    z.strictObject({ batch: z.strictObject({ n: z.int().min(1).max(1000) }) }),
    /** The product cannot be reached: attempts fail without a connection and are retried by the schedule. */
    z.strictObject({ down: z.literal(true) }),
  ],
  "must be one known effect with its right values: duplicate, delay, drop, bad_signature, wrong_secret, status_before_response, batch or down",
);

export const webhookFaultSchema = z.strictObject({
  id: z.string().min(1).optional(),
  match: z.strictObject({ field: z.string().optional(), contains: z.string().optional() }).default({}),
  /** How many deliveries (for `down`: attempts) it applies to; without it, all until deleted. */
  count: z.int().min(1).optional(),
  do: effectSchema,
});

export type WebhookFaultEffect = z.infer<typeof effectSchema>;
type Rule = z.infer<typeof webhookFaultSchema> & { id: string; used: number };
type EffectName = WebhookFaultEffect extends infer E ? (E extends E ? keyof E : never) : never;

export type WebhookFaultRules = {
  add(rule: z.infer<typeof webhookFaultSchema>, id: string): Rule;
  remove(id: string): void;
  clear(): void;
  list(): Rule[];
  /** The effects on a new delivery; each rule that applies is used up by one. */
  takeForDelivery(delivery: Delivery): WebhookFaultEffect[];
  /** Whether one rule with this effect applies now; it is used up by one. */
  take(name: "down" | "status_before_response", delivery: Delivery | null): boolean;
  batchSize(): number | null;
};

const AT_OTHER_TIMES: EffectName[] = ["down", "status_before_response", "batch"];

export function createWebhookFaultRules(): WebhookFaultRules {
  const rules = new Map<string, Rule>();
  const nameOf = (rule: Rule) => Object.keys(rule.do)[0] as EffectName;
  const isSpent = (rule: Rule) => rule.count !== undefined && rule.used >= rule.count;
  const isMatch = (rule: Rule, delivery: Delivery | null) =>
    !isSpent(rule) &&
    (rule.match.field === undefined || rule.match.field === delivery?.field) &&
    (rule.match.contains === undefined || delivery?.body.includes(rule.match.contains) === true);

  return {
    add(rule, id) {
      if (rules.has(id)) throw new HttpProblem(400, `There is a webhook fault "${id}" already; delete it first.`);
      const added = { ...rule, id, used: 0 };
      rules.set(id, added);
      return added;
    },
    remove(id) {
      if (!rules.delete(id)) throw new HttpProblem(404, `There is no webhook fault "${id}".`);
    },
    clear: () => rules.clear(),
    list: () => [...rules.values()],
    takeForDelivery(delivery) {
      const taken = [...rules.values()].filter(
        (rule) => !AT_OTHER_TIMES.includes(nameOf(rule)) && isMatch(rule, delivery),
      );
      for (const rule of taken) rule.used += 1;
      return taken.map((rule) => rule.do);
    },
    take(name, delivery) {
      const rule = [...rules.values()].find((candidate) => nameOf(candidate) === name && isMatch(candidate, delivery));
      if (rule) rule.used += 1;
      return rule !== undefined;
    },
    batchSize() {
      for (const rule of rules.values()) if ("batch" in rule.do && !isSpent(rule)) return rule.do.batch.n;
      return null;
    },
  };
}
