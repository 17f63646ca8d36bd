import type { ChannelEvent } from "@frontdesk/channels/channel-adapter";
import { applyAccountError, applyAccountEvent, applyTemplateStatus } from "./apply-account-event.ts";
import { applyCall, applyContactSync, applyIdentityChange, applyPreference } from "./apply-customer-event.ts";
import { applyEcho } from "./apply-echo.ts";
import { applyHistoryMessage, applyMessage } from "./apply-message.ts";
import { applyEdit, applyReaction, applyUnsend } from "./apply-message-change.ts";
import { applyReceiptEvent } from "./apply-receipt-event.ts";
import type { ConnectionContext, EventContext, EventOutcome } from "./event-context.ts";

/** Applies one update of a delivery. Applying it again changes nothing. An event type without a case does not compile. */
export async function applyEvent(context: EventContext, event: ChannelEvent): Promise<EventOutcome> {
  switch (event.type) {
    case "ignored":
      return { result: "IGNORED", error: event.reason };
    case "unreadable":
      return { result: "QUARANTINED", error: event.reason };
    case "template_status":
      return applyTemplateStatus(context, event);
    case "account":
      return applyAccountEvent(context, event);
    case "account_error":
      return applyAccountError(context, event);
    default:
      return isConnected(context)
        ? applyToConnection(context, event)
        : { result: "QUARANTINED", error: "The event names an account but no connection of it" };
  }
}

function isConnected(context: EventContext): context is ConnectionContext {
  return context.integrationId !== null;
}

type ConnectionEvent = Exclude<
  ChannelEvent,
  { type: "ignored" | "unreadable" | "template_status" | "account" | "account_error" }
>;

function applyToConnection(context: ConnectionContext, event: ConnectionEvent): Promise<EventOutcome> {
  switch (event.type) {
    case "message":
      return applyMessage(context, event);
    case "echo":
      return applyEcho(context, event);
    case "history_message":
      return applyHistoryMessage(context, event);
    case "edit":
      return applyEdit(context, event);
    case "unsend":
      return applyUnsend(context, event);
    case "reaction":
      return applyReaction(context, event);
    case "receipt":
      return applyReceiptEvent(context, event);
    case "identity_change":
      return applyIdentityChange(context, event);
    case "contact_sync":
      return applyContactSync(context, event);
    case "preference":
      return applyPreference(context, event);
    case "call":
      return applyCall(context, event);
  }
}
