import { newId } from "@frontdesk/db/new-id";
import { enqueue } from "@frontdesk/jobs/enqueue";
import { recordAudit } from "../audit/record-audit.ts";
import { APPLIED, DUPLICATE, type EventContext, type EventOf, type EventOutcome } from "./event-context.ts";
import { isFirstTime } from "./first-time.ts";

/** Until someone at Meta lifts it: a pause without an end of its own. */
const INDEFINITELY = new Date("9999-01-01T00:00:00Z");

/** What Meta says of a template. An older word than the one we have changes nothing. */
export async function applyTemplateStatus(
  context: EventContext,
  event: EventOf<"template_status">,
): Promise<EventOutcome> {
  const { tx, businessId, now } = context;
  if (!(await isFirstTime(tx, businessId, event.dedupeKey))) return DUPLICATE;
  const statusAt = event.occurredAt ?? now;
  const rejection = event.rejection === undefined ? null : JSON.stringify(event.rejection);
  await tx.$executeRaw`
    INSERT INTO "Template" ("businessId", id, "wabaId", "providerId", name, language, category, status, reason, rejection, "statusAt", "updatedAt")
    VALUES (${businessId}::uuid, ${newId()}::uuid, ${event.asset.id}, ${event.templateId}, ${event.name}, ${event.language}, ${event.category ?? null},
            ${event.event}, ${event.reason ?? null}, ${rejection}::jsonb, ${statusAt}::timestamptz, now())
    ON CONFLICT ("businessId", "wabaId", "providerId") DO UPDATE SET
      status = excluded.status, reason = excluded.reason, rejection = excluded.rejection,
      category = coalesce(excluded.category, "Template".category), "statusAt" = excluded."statusAt", "updatedAt" = now()
    WHERE "Template"."statusAt" <= excluded."statusAt"`;
  return APPLIED;
}

/** What Meta says of the account: removed, banned, allowed again, or only worth knowing. */
export async function applyAccountEvent(context: EventContext, event: EventOf<"account">): Promise<EventOutcome> {
  const { tx, businessId, now } = context;
  if (!(await isFirstTime(tx, businessId, event.dedupeKey))) return DUPLICATE;
  const ids = await connectionsOf(context, event);
  const where = { businessId, id: { in: ids } };
  const at = event.occurredAt ?? now;
  if (event.effect === "disconnected")
    await tx.integration.updateMany({
      where,
      data: {
        status: "DISCONNECTED",
        isActive: false,
        accessToken: null,
        refreshToken: null,
        statusReason: "Removed at Meta. Connect again to go on.",
        statusChangedAt: at,
      },
    });
  if (event.effect === "paused")
    await tx.integration.updateMany({
      where: { ...where, isActive: true },
      data: {
        status: "ERROR",
        sendingPausedUntil: INDEFINITELY,
        statusReason: "Meta has stopped this account from sending.",
        statusChangedAt: at,
      },
    });
  if (event.effect === "resumed") {
    await tx.integration.updateMany({
      where: { ...where, status: "ERROR" },
      data: { status: "ACTIVE", sendingPausedUntil: null, statusReason: null, statusChangedAt: at },
    });
    for (const integrationId of ids) await enqueue(tx, "resume-deliveries", { businessId, integrationId });
  }
  if (event.effect === "note") await noteOnConnections(context, ids, event.event, event.details);
  await recordAudit(tx, {
    businessId,
    actor: { kind: "system" },
    action: `integration.${event.effect}`,
    targetType: "asset",
    targetId: event.asset.id,
    details: { event: event.event },
  });
  return APPLIED;
}

/** Faults of the account that Meta reports beside messages: shown on the connection. */
export async function applyAccountError(context: EventContext, event: EventOf<"account_error">): Promise<EventOutcome> {
  const { tx, businessId } = context;
  if (!(await isFirstTime(tx, businessId, event.dedupeKey))) return DUPLICATE;
  const ids = context.integrationId ? [context.integrationId] : [];
  await noteOnConnections(context, ids, "errors", {
    errors: event.errors.map(({ code, title, details }) => ({ code, title, details: details ?? null })),
  });
  return APPLIED;
}

/** The connections that an event is about: the number that it names, else every number of its WhatsApp Business Account. */
async function connectionsOf(
  { tx, businessId, integrationId }: EventContext,
  event: EventOf<"account">,
): Promise<string[]> {
  if (integrationId) return [integrationId];
  const all = await tx.integration.findMany({
    where: { businessId, type: "WHATSAPP" },
    select: { id: true, metadata: true },
  });
  const digits = event.asset.displayPhoneNumber?.replace(/\D/g, "");
  return all
    .filter(({ metadata }) => {
      const { wabaId, displayPhoneNumber } = metadata as { wabaId?: unknown; displayPhoneNumber?: unknown };
      if (wabaId !== event.asset.id) return false;
      return !digits || String(displayPhoneNumber ?? "").replace(/\D/g, "") === digits;
    })
    .map(({ id }) => id);
}

/** Keeps the newest word of each kind in the connection's metadata. */
async function noteOnConnections(
  { tx, businessId, now }: EventContext,
  ids: readonly string[],
  name: string,
  details: object,
): Promise<void> {
  const note = JSON.stringify({ [name]: { ...details, at: now.toISOString() } });
  await tx.$executeRaw`
    UPDATE "Integration" SET "updatedAt" = now(),
      metadata = jsonb_set(metadata, '{platformNotes}', coalesce(metadata -> 'platformNotes', '{}'::jsonb) || ${note}::jsonb)
    WHERE "businessId" = ${businessId}::uuid AND id = ANY(${[...ids]}::uuid[])`;
}
