import { z } from "zod";
import { errorCatalogue } from "../graph/error-catalogue.ts";
import { HttpProblem } from "../http/sim-http.ts";

const milliseconds = z.int().min(0).max(600_000);

const effectSchema = z.strictObject({
  /** A Graph error by code, with the catalogue's words; `status` and `message` replace them. */
  error: z
    .strictObject({
      code: z.int().refine((code) => code in errorCatalogue, "is not a code of the error catalogue"),
      subcode: z.int().optional(),
      status: z.int().min(400).max(599).optional(),
      message: z.string().optional(),
    })
    .optional(),
  /** A bare HTTP answer in place of the Graph API's. */
  status: z.int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
  /** Nothing happens; the socket is held for so long, then closed. */
  timeout_before: milliseconds.optional(),
  /** The call takes effect, but its answer is never sent; the socket is held for so long, then closed. */
  timeout_after: milliseconds.optional(),
  /** The answer comes so much later. */
  delay: milliseconds.optional(),
  /** The answer drips at so many bytes a second. */
  slow_body: z.strictObject({ bytes_per_second: z.int().min(1) }).optional(),
  /** The connection is reset before anything happens. */
  reset: z.literal(true).optional(),
  /** Puts usage headers near their limit. */
  usage_headers: z.record(z.string(), z.unknown()).optional(),
  wrong_shape: z.enum(["missing_messages", "string_success", "numeric_ids", "extra_fields"]).optional(),
});

export const graphFaultSchema = z.strictObject({
  id: z.string().min(1).optional(),
  match: z
    .strictObject({
      method: z.enum(["GET", "POST", "DELETE"]).optional(),
      path_regex: z
        .string()
        .refine((source) => isRegex(source), "is not a valid regular expression")
        .optional(),
      /** The id of a token in `/__sim/state/tokens`, such as "napoli". */
      token: z.string().optional(),
      /** A phone number id or account id in the path. */
      account: z.string().optional(),
      body_contains: z.string().optional(),
      body_lacks: z.string().optional(),
    })
    .default({}),
  when: z
    .strictObject({
      /** Counts the matching calls from 1. */
      nth: z.array(z.int().min(1)).optional(),
      every: z.int().min(1).optional(),
      probability: z.number().min(0).max(1).optional(),
      /** How often it happens at most. */
      count: z.int().min(1).optional(),
      /** Virtual milliseconds since the epoch. */
      from: z.number().optional(),
      until: z.number().optional(),
    })
    .default({}),
  do: effectSchema.refine((effect) => Object.keys(effect).length > 0, "names no effect"),
});

function isRegex(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}

export type GraphFaultEffect = z.infer<typeof effectSchema>;
type GraphFault = z.infer<typeof graphFaultSchema>;
export type GraphFaultRule = GraphFault & { id: string; seen: number; used: number };
export type FaultTarget = { method: string; path: string; tokenId: string | null; body: string; now: number };

export type GraphFaultRules = {
  add(rule: GraphFault, id: string): GraphFaultRule;
  remove(id: string): void;
  clear(): void;
  list(): GraphFaultRule[];
  /** The first rule that strikes this call. Every matching rule counts the call; `draw` decides probabilities. */
  strike(target: FaultTarget, draw: (key: string) => number): GraphFaultRule | null;
};

export function createGraphFaultRules(): GraphFaultRules {
  const rules = new Map<string, GraphFaultRule>();
  return {
    add(rule, id) {
      if (rules.has(id)) throw new HttpProblem(400, `There is a fault "${id}" already; delete it first.`);
      const added = { ...rule, id, seen: 0, used: 0 };
      rules.set(id, added);
      return added;
    },
    remove(id) {
      if (!rules.delete(id)) throw new HttpProblem(404, `There is no fault "${id}".`);
    },
    clear: () => rules.clear(),
    list: () => [...rules.values()],
    strike(target, draw) {
      let struck: GraphFaultRule | null = null;
      for (const rule of rules.values()) {
        if (!isMatch(rule, target)) continue;
        rule.seen += 1;
        if (struck === null && isDue(rule, draw)) {
          rule.used += 1;
          struck = rule;
        }
      }
      return struck;
    },
  };
}

function isMatch({ match, when }: GraphFaultRule, target: FaultTarget): boolean {
  return (
    (match.method === undefined || match.method === target.method) &&
    (match.path_regex === undefined || new RegExp(match.path_regex).test(target.path)) &&
    (match.token === undefined || match.token === target.tokenId) &&
    (match.account === undefined || target.path.split("/").includes(match.account)) &&
    (match.body_contains === undefined || target.body.includes(match.body_contains)) &&
    (match.body_lacks === undefined || !target.body.includes(match.body_lacks)) &&
    (when.from === undefined || target.now >= when.from) &&
    (when.until === undefined || target.now < when.until)
  );
}

function isDue({ id, when, seen, used }: GraphFaultRule, draw: (key: string) => number): boolean {
  if (when.count !== undefined && used >= when.count) return false;
  if (when.nth !== undefined && !when.nth.includes(seen)) return false;
  if (when.every !== undefined && seen % when.every !== 0) return false;
  return when.probability === undefined || draw(`fault:${id}:${seen}`) < when.probability;
}
