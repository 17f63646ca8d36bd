import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseUnavailable, isTransactionRace } from "@frontdesk/db/database-errors";
import {
  type ClaimedWebhookLog,
  claimWebhookLogs,
  extendWebhookLeases,
  giveBackWebhookLogs,
  postponeWebhookLog,
} from "@frontdesk/db/webhook-queue";
import type { Deps } from "../deps.ts";
import { applyDeliveries } from "./apply-deliveries.ts";

/** Tries before a delivery is set aside for a person. Counted before the work, so that one that kills the process counts too. */
const MAX_ATTEMPTS = 5;
/** Claims before a delivery that never comes to an end (its worker dies of it, or it never gets done in time) is set aside. */
const MAX_CLAIMS = 20;
/** While a claimed batch is worked on, no other worker takes it. By the database's clock. */
const LEASE_SECONDS = 30;
/** A lease is renewed when this much of it is used. */
const RENEW_AFTER_MS = 10_000;
/** Bodies are held in memory, and parsed to several times their size. */
const MOST_BYTES = 8 * 1024 * 1024;
/** After so many deliveries in a row that found no database, the rest is given back untried. */
const MOST_UNAVAILABLE = 3;
/** Between two tries of a delivery that waits for its turn: twenty claims take more than an hour. */
const LONGEST_PAUSE_SECONDS = 300;
const MOST_RACES = 5;

type Attempt = { error: unknown } | "done";

/**
 * Claims the deliveries that are due, oldest first, and applies every update in them. Returns how many were claimed: 0
 * means there is nothing to do. Several workers may run it at once; a crash anywhere leaves the rows to be claimed again.
 * `onProgress` is called whenever an update or a delivery is done.
 * @throws the last error when the database took none of them now
 */
export async function processDeliveries(deps: Deps, batchSize = 50, onProgress = () => {}): Promise<number> {
  const limits = { count: batchSize, bytes: MOST_BYTES, leaseSeconds: LEASE_SECONDS };
  const claimed = await claimWebhookLogs(deps.db, limits);
  if (claimed.length === 0) return 0;
  // What failed before goes alone, so that it can't fail its neighbours with it.
  const fresh = claimed.filter((delivery) => delivery.attempts === 1);
  const alone = claimed.filter((delivery) => delivery.attempts > 1);
  const isDone = fresh.length > 1 && (await tryTogether(deps, fresh, onProgress));
  if (!isDone) alone.unshift(...fresh);
  await applyOneByOne(deps, alone, { isAnyDone: isDone, onProgress });
  return claimed.length;
}

/** All of them in one transaction; false if that failed and they must be tried one by one. */
async function tryTogether(
  deps: Deps,
  deliveries: readonly ClaimedWebhookLog[],
  onProgress: () => void,
): Promise<boolean> {
  const attempt = await tryApplying(() => applyDeliveries(deps, deliveries, { isolateEvents: false, onProgress }));
  if (attempt === "done") return true;
  const { error } = attempt;
  deps.logger.warn("batch failed, trying one by one", { stage: "inbound", count: deliveries.length, error });
  return false;
}

async function applyOneByOne(
  deps: Deps,
  deliveries: readonly ClaimedWebhookLog[],
  { isAnyDone, onProgress }: { isAnyDone: boolean; onProgress: () => void },
): Promise<void> {
  let hasProgress = isAnyDone;
  let lastError: unknown = null;
  let unavailableInARow = 0;
  let leasedAt = Date.now();
  for (const [index, delivery] of deliveries.entries()) {
    const waiting = deliveries.slice(index + 1).map(({ id }) => id);
    if (Date.now() - leasedAt > RENEW_AFTER_MS) {
      await extendWebhookLeases(deps.db, [delivery.id, ...waiting], LEASE_SECONDS);
      leasedAt = Date.now();
    }
    try {
      lastError = await applyAlone(deps, delivery, onProgress);
    } catch (error) {
      await giveBackWebhookLogs(deps.db, waiting).catch(() => {});
      throw error;
    }
    onProgress();
    if (lastError === null) hasProgress = true;
    unavailableInARow = lastError === null ? 0 : unavailableInARow + 1;
    if (unavailableInARow < MOST_UNAVAILABLE || waiting.length === 0) continue;
    await giveBackWebhookLogs(deps.db, waiting);
    throw lastError;
  }
  if (!hasProgress && lastError !== null) throw lastError;
}

/** Applies one, or puts it off. Returns the error of a database that could not take it now: its neighbours may fare better. */
async function applyAlone(deps: Deps, delivery: ClaimedWebhookLog, onProgress: () => void): Promise<unknown> {
  if (delivery.attempts > MAX_CLAIMS) {
    await giveUp(deps, delivery);
    return null;
  }
  const attempt = await tryApplying(() => applyDeliveries(deps, [delivery], { isolateEvents: true, onProgress }));
  if (attempt === "done") return null;
  const { error } = attempt;
  const isTransient = isDatabaseUnavailable(error) || isTransactionRace(error);
  deps.logger[isTransient ? "warn" : "error"]("delivery failed", {
    stage: "inbound",
    webhookLogId: delivery.id,
    error,
  });
  await postponeWebhookLog(deps.db, delivery.id, {
    seconds: Math.min(2 ** delivery.attempts, LONGEST_PAUSE_SECONDS),
    error: `Could not be processed (${error instanceof Error ? error.name : "unknown error"})`,
    isQuarantined: !isTransient && delivery.attempts >= MAX_ATTEMPTS,
  });
  return isTransient ? error : null;
}

/** Again at once, and out of step with the other, when two transactions got in each other's way. */
async function tryApplying(apply: () => Promise<void>): Promise<Attempt> {
  for (let races = 0; ; races += 1) {
    try {
      await apply();
      return "done";
    } catch (error) {
      if (!isTransactionRace(error) || races >= MOST_RACES) return { error };
      await sleep(Math.random() * 10 * 2 ** races);
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
