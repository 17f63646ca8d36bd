import { z } from "zod";
import { HttpProblem } from "../http/sim-http.ts";
import type { Simulator } from "../simulator.ts";
import { type ControlRoute, readBody } from "./control-route.ts";

/** Long enough for a 36 hour retry schedule or a 60 day token many times over. */
const MAX_ADVANCE_MS = 400 * 24 * 3_600_000;

const clockSchema = z.strictObject({
  /** Milliseconds since the epoch, or an ISO time. Going back only moves the clock. */
  now: z
    .union(
      [z.number().int().min(0), z.iso.datetime().transform((text) => Date.parse(text))],
      "must be milliseconds or an ISO time",
    )
    .optional(),
  /** Milliseconds to move forward; everything due on the way happens in order before the call answers. */
  advance: z.number().int().min(0).max(MAX_ADVANCE_MS).optional(),
  /** Virtual milliseconds per real millisecond; 0 stands still. */
  rate: z.number().min(0).max(100_000).optional(),
});

export const clockRoutes: ControlRoute[] = [
  { method: "GET", path: "/clock", handle: ({ sim }) => showClock(sim) },
  {
    method: "POST",
    path: "/clock",
    async handle(call) {
      const { sim } = call;
      const { now, advance, rate } = readBody(call, clockSchema);
      if (now === undefined && advance === undefined && rate === undefined) {
        throw new HttpProblem(400, 'Say at least one of "now", "advance" and "rate".');
      }
      if (rate !== undefined) sim.clock.setRate(rate);
      if (now !== undefined && now < sim.clock.now()) sim.clock.jumpTo(now);
      else if (now !== undefined) await sim.clock.advanceTo(now);
      if (advance !== undefined) await sim.clock.advanceTo(sim.clock.now() + advance);
      sim.events.publish({ type: "clock", data: showClock(sim) });
      return showClock(sim);
    },
  },
];

export function showClock({ clock }: Simulator): { now: number; iso: string; rate: number } {
  const now = clock.now();
  return { now, iso: new Date(now).toISOString(), rate: clock.rate() };
}
