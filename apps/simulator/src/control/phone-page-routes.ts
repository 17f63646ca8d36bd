import type { ServerResponse } from "node:http";
import { z } from "zod";
import { errorCatalogue } from "../graph/error-catalogue.ts";
import { HttpProblem, type SimReply } from "../http/sim-http.ts";
import { startingPeople } from "../seed/default-world.ts";
import { resumeLives } from "../whatsapp/message-life.ts";
import { showClock } from "./clock-routes.ts";
import { type ControlCall, type ControlRoute, type RawReply, readBody, requirePerson } from "./control-route.ts";

/** How many webhooks and calls a freshly opened page gets. */
const RECENT = 60;
/** Codes worth offering as "the next send fails with", the ones that the product must treat differently. */
const OFFERED_CODES = [131047, 131026, 131056, 130429, 131031, 131042, 190, 4, 2, 131000, 131016, 368];
const HEARTBEAT_MS = 15_000;

export const phonePageRoutes: ControlRoute[] = [
  { method: "GET", path: "/phone/:id", handle: showPhone },
  { method: "GET", path: "/events", handle: streamEvents },
  { method: "POST", path: "/presence", handle: setPresence },
];

/** Everything that the phone page shows of one person; later changes come as events. */
function showPhone({ sim, params }: ControlCall): unknown {
  const person = requirePerson(sim, params.id ?? "");
  const isTheirs = (one: { person_id: string | null }) => one.person_id === person.id;
  return {
    person,
    people: [...sim.world.people.values()].map(({ id, name, phone }) => ({
      id,
      name,
      phone,
      is_demo_customer: !startingPeople.has(id),
    })),
    accounts: [...sim.world.phone_numbers.values()].map((number) => ({
      id: number.id,
      name: number.verified_name,
      display: number.display_phone_number,
    })),
    threads: [...sim.world.threads.values()].filter(isTheirs),
    messages: [...sim.world.messages.values()].filter(isTheirs),
    clock: showClock(sim),
    faults: sim.graphFaults.list(),
    webhook_faults: sim.webhookFaults.list(),
    deliveries: [...sim.world.deliveries.values()].slice(-RECENT),
    requests: sim.requests.list({}).slice(-RECENT),
    error_codes: OFFERED_CODES.map((code) => ({
      code,
      words: (errorCatalogue[code]?.message ?? "").replace(/^\(#\d+\) /, ""),
    })),
  };
}

function setPresence(call: ControlCall): void {
  const body = readBody(call, z.strictObject({ page: z.string(), person: z.string(), account: z.string().nullable() }));
  const person = requirePerson(call.sim, body.person);
  const isKnown = call.sim.presence.set(body.page, { person_id: person.id, phone_number_id: body.account });
  if (!isKnown) throw new HttpProblem(409, "The page has no open event stream.");
  resumeLives(call.sim);
}

function streamEvents({ sim, request }: ControlCall): RawReply {
  const page = request.query.get("page") ?? sim.identifiers.next("page");
  const reply: SimReply = {
    kind: "stream",
    write(_incoming, response) {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      writeEvent(response, "hello", showClock(sim));
      sim.presence.open(page);
      const unsubscribe = sim.events.subscribe(({ type, data }) => writeEvent(response, type, data));
      const heartbeat = setInterval(() => writeEvent(response, "clock", showClock(sim)), HEARTBEAT_MS);
      response.on("close", () => {
        clearInterval(heartbeat);
        unsubscribe();
        sim.presence.close(page);
        resumeLives(sim);
      });
    },
  };
  return { reply };
}

function writeEvent(response: ServerResponse, type: string, data: unknown): void {
  response.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
}
