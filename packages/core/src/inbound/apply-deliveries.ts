import type { ChannelEvent } from "@frontdesk/channels/channel-adapter";
import type { Tx } from "@frontdesk/db/client";
import { isDatabaseUnavailable, isTransactionRace } from "@frontdesk/db/database-errors";
import type { Prisma } from "@frontdesk/db/models";
import { newId } from "@frontdesk/db/new-id";
import { type AdmittedRoute, assetKeyOf, inBusinesses } from "@frontdesk/db/tenant-transaction";
import type { ClaimedWebhookLog } from "@frontdesk/db/webhook-queue";
import type { MetaChannel } from "@frontdesk/validators/channel";
import { announceChange } from "../conversation/announce-change.ts";
import type { Deps } from "../deps.ts";
import { applyEvent } from "./apply-event.ts";
import type { EventContext, EventOutcome } from "./event-context.ts";

type ParsedDelivery = { id: string; events: ChannelEvent[] };
type RoutedEvent = { webhookLogId: string; position: number; event: ChannelEvent; route: AdmittedRoute | undefined };

export type ApplyMode = {
  /** Each event in a savepoint of its own: one that fails is set aside and costs its neighbours nothing. */
  isolateEvents: boolean;
  /** Called after each event: a batch of thousands lives. */
  onProgress(): void;
};

/** For a batch, and for each update of it: one delivery may hold thousands. Its rows are locked, so a second claim finds nothing. */
const TIMEOUT_MS = 25_000;
const TIMEOUT_MS_AN_UPDATE = 100;

/**
 * Applies whole deliveries in one transaction: every update of every one, in their order, and marks the rows processed.
 * Either all of it is committed or nothing.
 */
export async function applyDeliveries(
  deps: Deps,
  claimed: readonly ClaimedWebhookLog[],
  mode: ApplyMode,
): Promise<void> {
  const deliveries = claimed.map((row) => ({ id: row.id, events: deps.channels.parseWebhook(parseBody(row.body)) }));
  const startedAt = Date.now();
  const count = await inBusinesses(
    deps.db,
    async (tx, admit) => {
      const mine = await lockUnprocessed(tx, deliveries);
      const routes = await admit(assetsOf(mine));
      const routed = mine.flatMap((delivery) =>
        delivery.events.map((event, position) => ({
          webhookLogId: delivery.id,
          position,
          event,
          route: routes.get(assetKeyOf({ kind: event.asset.kind, assetId: event.asset.id })),
        })),
      );
      const contexts = await openContexts(tx, deps.clock(), routed);
      const outcomes: { routed: RoutedEvent; outcome: EventOutcome }[] = [];
      for (const one of routed) {
        outcomes.push({ routed: one, outcome: await applyRouted(tx, contexts, one, mode) });
        mode.onProgress();
      }
      for (const [businessId, touched] of touchedByBusiness(contexts)) await announceChange(tx, businessId, touched);
      await writeResults(tx, mine, outcomes);
      for (const context of inLockOrder(contexts)) await noteNewestInbound(context);
      return outcomes.length;
    },
    { timeoutMs: TIMEOUT_MS + TIMEOUT_MS_AN_UPDATE * deliveries.reduce((sum, { events }) => sum + events.length, 0) },
  );
  deps.logger.debug("deliveries applied", { stage: "inbound", count, ms: Date.now() - startedAt });
}

function parseBody(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    return null;
  }
}

/** Rows that another worker finished in the meantime (our lease ran out) are left alone. */
async function lockUnprocessed(tx: Tx, deliveries: readonly ParsedDelivery[]): Promise<ParsedDelivery[]> {
  const ids = deliveries.map((delivery) => delivery.id);
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "WebhookLog" WHERE id = ANY(${ids}::uuid[]) AND processed = false ORDER BY id FOR UPDATE SKIP LOCKED`;
  const mine = new Set(locked.map((row) => row.id));
  return deliveries.filter((delivery) => mine.has(delivery.id));
}

function assetsOf(deliveries: readonly ParsedDelivery[]) {
  const assets = new Map(
    deliveries
      .flatMap((delivery) => delivery.events)
      .filter((event) => event.asset.id !== "")
      .map(
        (event) =>
          [`${event.asset.kind}:${event.asset.id}`, { kind: event.asset.kind, assetId: event.asset.id }] as const,
      ),
  );
  return [...assets.values()];
}

const CHANNEL_OF_ASSET: Record<ChannelEvent["asset"]["kind"], MetaChannel> = {
  PHONE_NUMBER: "WHATSAPP",
  WABA: "WHATSAPP",
  INSTAGRAM_ACCOUNT: "INSTAGRAM",
  PAGE: "FACEBOOK",
};

/** One context for each business and connection of the batch. */
async function openContexts(tx: Tx, now: Date, routed: readonly RoutedEvent[]): Promise<Map<string, EventContext>> {
  const businessIds = [...new Set(routed.flatMap(({ route }) => (route ? [route.businessId] : [])))];
  const settings = await tx.agentSettings.findMany({
    where: { businessId: { in: businessIds } },
    select: { businessId: true, enabled: true, replyDelayMs: true },
  });
  const contexts = new Map<string, EventContext>();
  for (const { event, route } of routed) {
    if (!route) continue;
    const agent = settings.find((row) => row.businessId === route.businessId);
    contexts.set(assetKeyOf({ kind: event.asset.kind, assetId: event.asset.id }), {
      tx,
      now,
      businessId: route.businessId,
      integrationId: route.integrationId,
      channel: CHANNEL_OF_ASSET[event.asset.kind],
      agent: { isEnabled: agent?.enabled ?? false, replyDelayMs: agent?.replyDelayMs ?? 0 },
      touched: new Set(),
      newestInboundAt: null,
    });
  }
  return contexts;
}

/** Every batch takes the connections in the same order, so that two of them never wait for each other. */
function inLockOrder(contexts: Map<string, EventContext>): EventContext[] {
  return [...contexts.values()].sort((a, b) => ((a.integrationId ?? "") < (b.integrationId ?? "") ? -1 : 1));
}

/**
 * Written once, at the end: the row is every sender's too, who locks it after its conversation. Taking it before the
 * conversations of the batch, which announcing a change locks too, would end in deadlocks.
 */
async function noteNewestInbound({ tx, businessId, integrationId, newestInboundAt }: EventContext): Promise<void> {
  if (!integrationId || !newestInboundAt) return;
  await tx.integration.updateMany({
    where: { businessId, id: integrationId, OR: [{ lastInboundAt: null }, { lastInboundAt: { lt: newestInboundAt } }] },
    data: { lastInboundAt: newestInboundAt },
  });
}

async function applyRouted(
  tx: Tx,
  contexts: Map<string, EventContext>,
  { event, route }: RoutedEvent,
  mode: ApplyMode,
): Promise<EventOutcome> {
  if (event.type === "ignored") return { result: "IGNORED", error: event.reason };
  if (event.type === "unreadable") return { result: "QUARANTINED", error: event.reason };
  const context = contexts.get(assetKeyOf({ kind: event.asset.kind, assetId: event.asset.id }));
  if (!route || !context) return { result: "QUARANTINED", error: "No business has connected this account" };
  if (!mode.isolateEvents) return applyEvent(context, event);
  await tx.$executeRawUnsafe("SAVEPOINT one_event");
  try {
    const outcome = await applyEvent(context, event);
    await tx.$executeRawUnsafe("RELEASE SAVEPOINT one_event");
    return outcome;
  } catch (error) {
    if (isDatabaseUnavailable(error) || isTransactionRace(error)) throw error;
    await tx.$executeRawUnsafe("ROLLBACK TO SAVEPOINT one_event");
    return {
      result: "QUARANTINED",
      error: `Could not be applied (${error instanceof Error ? error.name : "unknown error"})`,
    };
  }
}

async function writeResults(
  tx: Tx,
  deliveries: readonly ParsedDelivery[],
  outcomes: readonly { routed: RoutedEvent; outcome: EventOutcome }[],
): Promise<void> {
  const rows: Prisma.WebhookEventCreateManyInput[] = outcomes.map(
    ({ routed: { webhookLogId, position, event, route }, outcome }) => ({
      id: newId(),
      webhookLogId,
      position,
      businessId: route?.businessId ?? null,
      kind: event.type,
      assetKind: event.asset.id === "" ? null : event.asset.kind,
      assetId: event.asset.id === "" ? null : event.asset.id.slice(0, 200),
      dedupeKey: event.dedupeKey,
      result: outcome.result,
      error: outcome.error ?? null,
      messageId: outcome.messageId ?? null,
    }),
  );
  if (rows.length > 0) await tx.webhookEvent.createMany({ data: rows });
  for (const { id, events } of deliveries) {
    const set = outcomes.filter(
      ({ routed, outcome }) => routed.webhookLogId === id && outcome.result === "QUARANTINED",
    );
    const first = set[0]?.outcome.error;
    await tx.webhookLog.update({
      where: { id },
      data: {
        processed: true,
        processedAt: new Date(),
        error: first === undefined ? null : `${set.length} of ${events.length} set aside: ${first}`,
      },
      select: { id: true },
    });
  }
}

function touchedByBusiness(contexts: Map<string, EventContext>): Map<string, string[]> {
  const touched = new Map<string, string[]>();
  for (const context of contexts.values())
    touched.set(context.businessId, [...(touched.get(context.businessId) ?? []), ...context.touched]);
  return new Map([...touched].sort(([a], [b]) => (a < b ? -1 : 1)));
}
