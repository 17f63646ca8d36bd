import type { Simulator } from "../simulator.ts";
import type { Delivery } from "../world/entities.ts";
import type { WebhookSender } from "./post-webhook.ts";
import { findRetryOffset } from "./retry-schedule.ts";
import { signBody } from "./sign-body.ts";

export type DeliveryQueue = {
  /** Puts a delivery in line for its next attempt, at `next_attempt_at`. */
  enqueue(delivery: Delivery): void;
  /** Resolves when the delivery's next attempt is over (answered, failed or timed out). */
  whenAttempted(delivery: Delivery): Promise<void>;
  /** Forgets what waits: attempts on the wire end without a trace. */
  clear(): void;
};

/**
 * Sends deliveries, at most `webhook_parallelism` at a time and never two of one lane at once, so that one person's updates
 * go out in order. A failed one goes back to wait by the retry schedule and does not hold up its lane, as at Meta.
 */
export function createDeliveryQueue(
  sim: Simulator,
  sender: WebhookSender,
  onDelivered: (delivery: Delivery) => void,
): DeliveryQueue {
  let ready: Delivery[] = [];
  let busyLanes = new Set<string>();
  let onWire = 0;
  const waiters = new Map<string, (() => void)[]>();
  const laneOf = (delivery: Delivery) => (sim.world.settings.webhook_order === "none" ? delivery.id : delivery.lane);

  function enqueue(delivery: Delivery): void {
    const due = delivery.next_attempt_at ?? sim.clock.now();
    if (due > sim.clock.now()) {
      sim.clock.schedule(due, () => makeReady(delivery));
      return;
    }
    makeReady(delivery);
  }

  function makeReady(delivery: Delivery): void {
    ready.push(delivery);
    pump();
  }

  function pump(): void {
    while (onWire < sim.world.settings.webhook_parallelism) {
      const next = ready.findIndex((delivery) => !busyLanes.has(laneOf(delivery)));
      const [delivery] = next === -1 ? [] : ready.splice(next, 1);
      if (!delivery) return;
      void sim.clock.track(attempt(delivery, laneOf(delivery), busyLanes));
    }
  }

  async function attempt(delivery: Delivery, lane: string, lanes: Set<string>): Promise<void> {
    const world = sim.world;
    lanes.add(lane);
    onWire += 1;
    const at = sim.clock.now();
    delivery.first_attempt_at ??= at;
    const answer = sim.webhookFaults.take("down", delivery)
      ? { status: null, error: "the product is down (simulated)", latency_ms: 0 }
      : await post(delivery);
    onWire -= 1;
    lanes.delete(lane);
    if (sim.world === world) {
      const { status, error, latency_ms } = answer;
      delivery.attempts.push({ number: delivery.attempts.length + 1, at, status, error, latency_ms });
      settle(delivery, status);
      sim.events.publish({ type: "delivery", data: delivery });
    }
    for (const wake of waiters.get(delivery.id) ?? []) wake();
    waiters.delete(delivery.id);
    pump();
  }

  function post(delivery: Delivery) {
    const secret = [...sim.world.apps.values()][0]?.secret ?? "";
    const headers = signBody(delivery.body, secret, delivery.sign);
    return sender.post(delivery.callback_url, delivery.body, headers, sim.world.settings.webhook_timeout_ms);
  }

  function settle(delivery: Delivery, status: number | null): void {
    const { webhook_only_200, webhook_retry } = sim.world.settings;
    const isSuccess = status !== null && (webhook_only_200 ? status === 200 : status >= 200 && status < 300);
    if (isSuccess) {
      delivery.state = "delivered";
      delivery.next_attempt_at = null;
      onDelivered(delivery);
      return;
    }
    const offset = findRetryOffset(webhook_retry, delivery.attempts.length + 1);
    if (offset === null) {
      delivery.state = "dropped";
      delivery.next_attempt_at = null;
      return;
    }
    delivery.next_attempt_at = Math.max(sim.clock.now() + 1, (delivery.first_attempt_at ?? 0) + offset);
    enqueue(delivery);
  }

  return {
    enqueue,
    whenAttempted: (delivery) =>
      new Promise((resolve) => waiters.set(delivery.id, [...(waiters.get(delivery.id) ?? []), resolve])),
    clear() {
      ready = [];
      busyLanes = new Set();
    },
  };
}
