import type { z } from "zod";
import type { SimReply, SimRequest } from "../http/sim-http.ts";
import { HttpProblem, readJson } from "../http/sim-http.ts";
import type { Simulator } from "../simulator.ts";
import type { Person, PhoneNumber } from "../world/entities.ts";

export type ControlCall = { sim: Simulator; request: SimRequest; params: Record<string, string> };

/** One call of the control API; `path` is below `/__sim` and may hold `:names`. A plain result becomes JSON. */
export type ControlRoute = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  handle(call: ControlCall): unknown;
};

export type RawReply = { reply: SimReply };

/** Reads the JSON body by its schema; a ZodError becomes a 400 with one sentence at the door. */
export function readBody<S extends z.ZodType>(call: ControlCall, schema: S): z.infer<S> {
  return schema.parse(readJson(call.request));
}

/** One sentence for the person who wrote a wrong call. */
export function describeProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  const path = (issue?.path ?? []).join(".");
  return `The call is not right${path === "" ? "" : ` at "${path}"`}: ${issue?.message ?? "unknown problem"}.`;
}

/** How many people a refusal names; a product's demo may bring a hundred. */
const NAMED_PEOPLE = 8;

/** A person by id, phone digits or BSUID. */
export function requirePerson({ world }: Simulator, id: string): Person {
  const people = [...world.people.values()];
  const found = people.find((one) => one.id === id || one.phone === id || Object.values(one.user_ids).includes(id));
  if (found) return found;
  const ids = people.slice(0, NAMED_PEOPLE).map((one) => one.id);
  const rest = people.length > ids.length ? ` and ${people.length - ids.length} more` : "";
  throw new HttpProblem(404, `There is no person "${id}". People: ${ids.join(", ")}${rest}.`);
}

/** A business number by phone_number_id or by its digits; without one, the first. */
export function requireNumber({ world }: Simulator, account: string | undefined): PhoneNumber {
  const numbers = [...world.phone_numbers.values()];
  const found =
    account === undefined
      ? numbers[0]
      : numbers.find((one) => one.id === account || one.display_phone_number.replace(/\D/g, "") === account);
  if (found) return found;
  const known = numbers.map((one) => `${one.id} (${one.verified_name})`).join(", ");
  throw new HttpProblem(404, `There is no business number "${account}". Numbers: ${known}.`);
}
