import { createDefaultWorld } from "../seed/default-world.ts";
import { createIdentifiers } from "../seed/identifiers.ts";
import type { Simulator } from "../simulator.ts";
import { rescheduleLives } from "../whatsapp/message-life.ts";
import { buildWorld, listEntities, type Snapshot } from "./world.ts";

/** Back to the state after start, with the same seed or another. Faults, logs, clock and everything waiting go. */
export async function resetSimulator(sim: Simulator, seed = sim.initial.seed): Promise<void> {
  await forget(sim);
  sim.clock.jumpTo(sim.initial.now ?? Date.now());
  sim.clock.setRate(sim.initial.rate);
  sim.seed = seed;
  sim.identifiers = createIdentifiers(seed);
  sim.world = createDefaultWorld({ ...sim.initial.world, now: sim.clock.now() });
  sim.events.publish({ type: "reset", data: null });
}

/** The whole platform as JSON: enough to go on with every message life and every webhook retry. */
export function takeSnapshot(sim: Simulator): Snapshot {
  return {
    version: 1,
    now: sim.clock.now(),
    rate: sim.clock.rate(),
    seed: sim.seed,
    counters: { ...sim.identifiers.counters },
    settings: { ...sim.world.settings },
    entities: structuredClone(listEntities(sim.world)),
  };
}

/**
 * Takes over a snapshot. The clock goes on from the snapshot's time when it stood still, else from the later of that and the
 * initial time, so that a demo picked up the next day shows the next day.
 */
export async function restoreSnapshot(sim: Simulator, snapshot: Snapshot): Promise<void> {
  await forget(sim);
  sim.clock.setRate(snapshot.rate);
  sim.clock.jumpTo(snapshot.rate === 0 ? snapshot.now : Math.max(snapshot.now, sim.initial.now ?? Date.now()));
  sim.seed = snapshot.seed;
  sim.identifiers = createIdentifiers(snapshot.seed, { ...snapshot.counters });
  sim.world = buildWorld(structuredClone(snapshot.entities), { ...snapshot.settings });
  rescheduleLives(sim);
  sim.webhooks.resume();
  sim.events.publish({ type: "reset", data: null });
}

/** Waits for a running advance first: it would set the clock again when it ends. */
async function forget(sim: Simulator): Promise<void> {
  await sim.clock.advanceTo(sim.clock.now());
  sim.clock.clear();
  sim.webhooks.clear();
  sim.traffic.clear();
  sim.graphFaults.clear();
  sim.webhookFaults.clear();
  sim.requests.clear();
}
