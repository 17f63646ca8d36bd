import { graphFaultSchema } from "../faults/graph-fault-rules.ts";
import { webhookFaultSchema } from "../faults/webhook-fault-rules.ts";
import type { Simulator } from "../simulator.ts";
import { type ControlRoute, readBody } from "./control-route.ts";

export const faultRoutes: ControlRoute[] = [
  { method: "GET", path: "/faults", handle: ({ sim }) => sim.graphFaults.list() },
  {
    method: "POST",
    path: "/faults",
    handle(call) {
      const rule = readBody(call, graphFaultSchema);
      return announce(call.sim, call.sim.graphFaults.add(rule, rule.id ?? call.sim.identifiers.next("fault")));
    },
  },
  { method: "DELETE", path: "/faults", handle: ({ sim }) => announce(sim, sim.graphFaults.clear()) },
  {
    method: "DELETE",
    path: "/faults/:id",
    handle: ({ sim, params }) => announce(sim, sim.graphFaults.remove(params.id ?? "")),
  },
  { method: "GET", path: "/webhook_faults", handle: ({ sim }) => sim.webhookFaults.list() },
  {
    method: "POST",
    path: "/webhook_faults",
    handle(call) {
      const rule = readBody(call, webhookFaultSchema);
      return announce(
        call.sim,
        call.sim.webhookFaults.add(rule, rule.id ?? call.sim.identifiers.next("webhook-fault")),
      );
    },
  },
  { method: "DELETE", path: "/webhook_faults", handle: ({ sim }) => announce(sim, sim.webhookFaults.clear()) },
  {
    method: "DELETE",
    path: "/webhook_faults/:id",
    handle: ({ sim, params }) => announce(sim, sim.webhookFaults.remove(params.id ?? "")),
  },
];

function announce<T>(sim: Simulator, result: T): T {
  sim.events.publish({ type: "faults", data: null });
  return result;
}
