import { createHash } from "node:crypto";
import type { WebhookFaultEffect } from "../faults/webhook-fault-rules.ts";
import type { Simulator } from "../simulator.ts";
import type { Delivery } from "../world/entities.ts";
import { put } from "../world/world.ts";
import { createDeliveryQueue } from "./delivery-queue.ts";
import type { WebhookSender } from "./post-webhook.ts";
import { serialiseLikeMeta, serialiseUtf8 } from "./serialise-body.ts";
import type { WebhookEmitter } from "./webhook-emitter.ts";
import { buildEnvelope, type WebhookUpdate } from "./webhook-update.ts";

type Batch = { updates: WebhookUpdate[]; first: Promise<void>; start: () => void };

/**
 * Turns changes into signed POSTs: chooses the callback (number, then business account, then app), gathers batches, applies
 * webhook faults and logs each delivery.
 */
export function createWebhookEmitter(sim: Simulator, sender: WebhookSender): WebhookEmitter {
  const batches = new Map<string, Batch>();
  const queue = createDeliveryQueue(sim, sender, (delivery) => acknowledgeMessages(sim, delivery));

  function emit(update: WebhookUpdate): Promise<void> {
    const url = findCallback(sim, update);
    if (url === null) return Promise.resolve();
    const batchSize = findBatchSize(sim);
    if (batchSize === null) return deliver(url, [update]);
    const batch = batches.get(url) ?? openBatch(url);
    batch.updates.push(update);
    if (batch.updates.length >= batchSize) batch.start();
    return batch.first;
  }

  function openBatch(url: string): Batch {
    let begin: (first: Promise<void>) => void = () => {};
    const first = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const cancel = sim.clock.schedule(sim.clock.now() + sim.world.settings.webhook_batch_ms, () => batch.start());
    const batch: Batch = {
      updates: [],
      first,
      start() {
        cancel();
        batches.delete(url);
        begin(deliver(url, batch.updates));
      },
    };
    batches.set(url, batch);
    return batch;
  }

  function deliver(url: string, updates: WebhookUpdate[]): Promise<void> {
    const envelope = buildEnvelope(updates);
    const isEscaped = sim.world.settings.webhook_body === "escaped";
    const delivery = createDelivery(
      sim,
      url,
      updates,
      isEscaped ? serialiseLikeMeta(envelope) : serialiseUtf8(envelope),
    );
    const effects = sim.webhookFaults.takeForDelivery(delivery);
    if (effects.some((effect) => isDropped(sim, effect, delivery.id))) {
      delivery.state = "dropped";
      delivery.next_attempt_at = null;
      sim.events.publish({ type: "delivery", data: delivery });
      return Promise.resolve();
    }
    for (const effect of effects) applyEffect(delivery, effect);
    const attempted = queue.whenAttempted(delivery);
    queue.enqueue(delivery);
    for (const effect of effects) if ("duplicate" in effect) sendCopies(delivery, effect.duplicate);
    return attempted;
  }

  function sendCopies(delivery: Delivery, wanted: { n: number; delay: number; parallel: boolean }): void {
    for (let copy = 1; copy <= wanted.n; copy += 1) {
      const id = sim.identifiers.next("delivery");
      const due = (delivery.next_attempt_at ?? sim.clock.now()) + wanted.delay * copy;
      const lane = wanted.parallel ? id : delivery.lane;
      const duplicate = { ...delivery, id, lane, attempts: [], next_attempt_at: due, first_attempt_at: null };
      queue.enqueue(put(sim.world, "deliveries", { ...duplicate, summary: `${delivery.summary} (duplicate)` }));
    }
  }

  return {
    emit,
    flush() {
      for (const batch of [...batches.values()]) batch.start();
    },
    resume() {
      for (const delivery of sim.world.deliveries.values()) if (delivery.state === "pending") queue.enqueue(delivery);
    },
    clear() {
      batches.clear();
      queue.clear();
    },
  };
}

function findCallback(sim: Simulator, update: WebhookUpdate): string | null {
  const app = [...sim.world.apps.values()][0];
  const waba = sim.world.wabas.get(update.wabaId);
  if (!app?.callback?.fields.includes(update.field) || !waba?.subscribed) return null;
  const number = update.phoneNumberId === null ? undefined : sim.world.phone_numbers.get(update.phoneNumberId);
  return number?.callback_override?.url ?? waba.callback_override?.url ?? app.callback.url;
}

function findBatchSize(sim: Simulator): number | null {
  const { webhook_batching, webhook_batch_count } = sim.world.settings;
  const forced = sim.webhookFaults.batchSize();
  if (forced !== null) return forced;
  if (webhook_batching === "off") return null;
  return webhook_batching === "count" ? webhook_batch_count : 1000;
}

function createDelivery(sim: Simulator, url: string, updates: WebhookUpdate[], body: string): Delivery {
  const lanes = new Set(updates.map((update) => `${update.phoneNumberId ?? update.wabaId}:${update.personId ?? ""}`));
  const fields = new Set(updates.map((update) => update.field));
  const now = sim.clock.now();
  const delivery: Delivery = {
    id: sim.identifiers.next("delivery"),
    callback_url: url,
    lane: lanes.size === 1 ? String([...lanes][0]) : `batch:${url}`,
    field: [...fields].join(","),
    summary: updates.length === 1 ? String(updates[0]?.summary) : `${updates.length} updates in one POST`,
    person_ids: [...new Set(updates.flatMap((update) => update.personId ?? []))],
    message_ids: updates.flatMap((update) => update.messageIds),
    body,
    body_sha256: createHash("sha256").update(body).digest("hex"),
    sign: "good",
    created_at: now,
    first_attempt_at: null,
    attempts: [],
    state: "pending",
    next_attempt_at: now,
  };
  return put(sim.world, "deliveries", delivery);
}

function isDropped(sim: Simulator, effect: WebhookFaultEffect, deliveryId: string): boolean {
  return "drop" in effect && sim.identifiers.fraction(`drop:${deliveryId}`) < effect.drop.p;
}

function applyEffect(delivery: Delivery, effect: WebhookFaultEffect): void {
  if ("bad_signature" in effect) delivery.sign = "bad";
  if ("wrong_secret" in effect) delivery.sign = "wrong_secret";
  if ("delay" in effect) delivery.next_attempt_at = (delivery.next_attempt_at ?? 0) + effect.delay.ms;
}

/** The customer's second tick: the product has the message. */
function acknowledgeMessages(sim: Simulator, delivery: Delivery): void {
  for (const id of delivery.message_ids) {
    const message = sim.world.messages.get(id);
    if (message?.direction !== "in" || message.status !== "sent") continue;
    message.status = "delivered";
    message.history.push({ status: "delivered", at: sim.clock.now() });
    sim.events.publish({ type: "message", data: message });
  }
}
