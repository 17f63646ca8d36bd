import { isDatabaseUnavailable, isTransactionRace } from "@frontdesk/db/database-errors";
import { type ClaimedWebhookLog, claimWebhookLogs, postponeWebhookLog } from "@frontdesk/db/webhook-queue";
import type { Deps } from "../deps.ts";
import { applyDeliveries } from "./apply-deliveries.ts";

/** Tries before a delivery is set aside for a person. Counted before the work, so that one that kills the process counts too. */
const MAX_ATTEMPTS = 5;
/** Claims before a delivery that never comes to an end (its worker dies of it, or it never gets done in time) is set aside. */
const MAX_CLAIMS = 20;
/** While a claimed batch is worked on, no other worker takes it. By the database's clock. */
const LEASE_SECONDS = 30;

/**
 * Claims the deliveries that are due, oldest first, and applies every update in them. Returns how many were claimed: 0
 * means there is nothing to do. Several workers may run it at once; a crash anywhere leaves the rows to be claimed again.
 */
export async function processDeliveries(deps: Deps, batchSize = 50): Promise<number> {
  const claimed = await claimWebhookLogs(deps.db, batchSize, LEASE_SECONDS);
  if (claimed.length === 0) return 0;
  // What failed before goes alone, so that it can't fail its neighbours with it.
  const fresh = claimed.filter((delivery) => delivery.attempts === 1);
  const tried = claimed.filter((delivery) => delivery.attempts > 1);
  if (fresh.length > 0 && !(await tryToApply(deps, fresh))) tried.unshift(...fresh);
  for (const delivery of tried) {
    if (delivery.attempts > MAX_CLAIMS) await giveUp(deps, delivery);
    else await applyAlone(deps, delivery);
  }
  return claimed.length;
}

/** All of them in one transaction; false if that failed and they must be tried one by one. */
async function tryToApply(deps: Deps, deliveries: readonly ClaimedWebhookLog[]): Promise<boolean> {
  for (let races = 0; ; races += 1) {
    try {
      await applyDeliveries(deps, deliveries, { isolateEvents: false });
      return true;
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      if (isTransactionRace(error) && races < 5) continue;
      deps.logger.warn("batch failed, trying one by one", { stage: "inbound", count: deliveries.length, error });
      return false;
    }
  }
}

async function applyAlone(deps: Deps, delivery: ClaimedWebhookLog): Promise<void> {
  for (let races = 0; ; races += 1) {
    try {
      await applyDeliveries(deps, [delivery], { isolateEvents: true });
      return;
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      if (isTransactionRace(error) && races < 5) continue;
      deps.logger.error("delivery failed", { stage: "inbound", webhookLogId: delivery.id, error });
      await postpone(deps, delivery, error);
      return;
    }
  }
}

async function giveUp(deps: Deps, delivery: ClaimedWebhookLog): Promise<void> {
  deps.logger.error("delivery never came to an end", {
    stage: "inbound",
    webhookLogId: delivery.id,
    count: delivery.attempts,
  });
  await postponeWebhookLog(deps.db, delivery.id, {
    seconds: 0,
    error: "Its processing never came to an end",
    isQuarantined: true,
  });
}

async function postpone(deps: Deps, delivery: ClaimedWebhookLog, error: unknown): Promise<void> {
  await postponeWebhookLog(deps.db, delivery.id, {
    seconds: 2 ** delivery.attempts,
    error: `Could not be processed (${error instanceof Error ? error.name : "unknown error"})`,
    isQuarantined: delivery.attempts >= MAX_ATTEMPTS,
  });
}
