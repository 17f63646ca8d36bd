import { classifyProviderError, explainChannelError } from "@frontdesk/channels/meta/graph-error";
import { applyReceipt } from "../outbound/apply-receipt.ts";
import { APPLIED, type ConnectionContext, DUPLICATE, type EventOf, type EventOutcome } from "./event-context.ts";
import { isFirstTime } from "./first-time.ts";

const STATUS = { sent: "SENT", delivered: "DELIVERED", read: "READ", failed: "FAILED" } as const;

/** What became of a message of ours. Words that we don't know are kept in the log and change nothing. */
export async function applyReceiptEvent(context: ConnectionContext, event: EventOf<"receipt">): Promise<EventOutcome> {
  const { tx, businessId, integrationId, now } = context;
  if (event.status === "other")
    return { result: "IGNORED", error: `The status "${event.originalStatus.slice(0, 40)}" is not one that we act on` };
  if (!event.providerMessageId) return { result: "IGNORED", error: "The receipt names no message" };
  if (!(await isFirstTime(tx, businessId, event.dedupeKey))) return DUPLICATE;
  const outcome = await applyReceipt(tx, businessId, {
    integrationId,
    status: STATUS[event.status],
    occurredAt: event.occurredAt ?? now,
    providerMessageId: event.providerMessageId,
    correlationId: event.correlationId,
    ...(event.error === undefined
      ? {}
      : {
          error: {
            code: event.error.code,
            text: explainChannelError(classifyProviderError(event.error), context.channel),
          },
        }),
    ...(event.pricing === undefined ? {} : { pricing: { ...event.pricing } }),
  });
  if (outcome.kind === "parked") return { result: "PARKED" };
  context.touched.add(outcome.conversationId);
  return { ...APPLIED, messageId: outcome.messageId };
}
