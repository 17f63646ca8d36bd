import type { ChannelEvent, CustomerRef, MessageContent } from "../channel-adapter.ts";
import type { JsonRecord } from "../meta/clean-json.ts";
import { booleanAt, dropUndefined, idAt, recordAt, textAt } from "../meta/read-json.ts";
import { UnreadablePiece } from "../meta/webhook-body.ts";
import { type Change, eventBase, ignoredPiece, requireText } from "./change.ts";
import { parseContent } from "./parse-content.ts";
import { findCustomer, identitiesOf, idsOf, readIds, requireCustomer } from "./parse-customer.ts";

type MessageEvent = Extract<ChannelEvent, { type: "message" }>;

/** A customer's message, or what a customer did to one (edit, revoke, reaction), or a change of their ids. */
export function parseMessage(change: Change, message: JsonRecord): ChannelEvent[] {
  const wamid = requireText(idAt(message, "id"), "id");
  const type = textAt(message, "type");
  if (type === "system") return parseSystemMessage(change, message, wamid);

  const customer = requireCustomer(change, senderIds(message), true);
  const action = parseAction(change, message, wamid, customer);
  if (action !== null) return [action];

  const context = recordAt(message, "context");
  const content = withProduct(parseContent(message), context);
  const quotedId = context && idAt(context, "id");
  const groupId = idAt(message, "group_id");
  const isStandby = change.field === "standby";
  return [
    {
      type: "message",
      ...eventBase(change, message, wamid),
      customer,
      providerMessageId: wamid,
      content,
      ...(quotedId !== undefined && { quoted: { providerMessageId: quotedId } }),
      ...dropUndefined({ forwarded: forwardedOf(context), referral: recordAt(message, "referral"), groupId }),
      answer: groupId !== undefined || isStandby ? "none" : answerTo(content),
      ...(isStandby && { standby: true }),
    },
  ];
}

/** What a person of the business wrote in the WhatsApp Business app: the customer is the one it was sent to. */
export function parseEcho(change: Change, message: JsonRecord): ChannelEvent[] {
  const wamid = requireText(idAt(message, "id"), "id");
  const ids = readIds(message, "to_parent_user_id", "to_user_id", "to");
  const customer = findCustomer(change, ids);
  if (customer === null && idAt(message, "group_id") !== undefined) {
    return ignoredPiece(change, message, "a message of the business to a group");
  }
  if (customer === null) throw new UnreadablePiece("it has no id of a customer");
  // Our reactions would look like the customer's.
  if (textAt(message, "type") === "reaction") return ignoredPiece(change, message, "a reaction of the business");
  const action = parseAction(change, message, wamid, customer);
  if (action !== null) return [{ ...action, byBusiness: true } as ChannelEvent];
  return [
    {
      type: "echo",
      ...eventBase(change, message, wamid),
      customer,
      providerMessageId: wamid,
      content: parseContent(message),
    },
  ];
}

/** Edits, revocations and reactions carry a wamid of their own and name the message they are about. */
export function parseAction(
  change: Change,
  message: JsonRecord,
  wamid: string,
  customer: CustomerRef,
): ChannelEvent | null {
  const base = { ...eventBase(change, message, wamid), customer };
  const type = textAt(message, "type");
  const part = (type !== undefined && recordAt(message, type)) || {};
  switch (type) {
    case "reaction": {
      const targetProviderMessageId = requireText(idAt(part, "message_id"), "message_id of the message reacted to");
      return { type: "reaction", ...base, targetProviderMessageId, emoji: textAt(part, "emoji") ?? null };
    }
    case "edit": {
      const edited = recordAt(part, "message");
      if (edited === undefined) throw new UnreadablePiece("the edit has no message");
      const originalProviderMessageId = originalIdOf(part);
      return {
        type: "edit",
        ...base,
        originalProviderMessageId,
        providerMessageId: wamid,
        content: parseContent(edited),
      };
    }
    case "revoke":
      return { type: "unsend", ...base, originalProviderMessageId: originalIdOf(part) };
    default:
      return null;
  }
}

export function senderIds(message: JsonRecord) {
  return readIds(message, "from_parent_user_id", "from_user_id", "from");
}

function originalIdOf(part: JsonRecord): string {
  return requireText(idAt(part, "original_message_id"), "original_message_id");
}

/** System messages tell of a new number or a rotated BSUID. They have no contact cards, and after a rotation not even a sender. */
function parseSystemMessage(change: Change, message: JsonRecord, wamid: string): ChannelEvent[] {
  const system = recordAt(message, "system");
  if (system === undefined) throw new UnreadablePiece("its system is not an object");
  const type = textAt(system, "type") ?? "unknown";
  // "customer": the number before the change, in older deliveries; "new_wa_id": the new one, in still older ones.
  const previous = identitiesOf(senderIds(message), idsOf(undefined, undefined, idAt(system, "customer")));
  const current = identitiesOf(
    readIds(system, "parent_user_id", "user_id", "wa_id"),
    idsOf(undefined, undefined, idAt(system, "new_wa_id")),
  );
  const isChange = type.includes("changed") && type !== "customer_identity_changed";
  if (!isChange || current.length === 0) return ignoredPiece(change, message, `system message ${type}`);
  const text = textAt(system, "body");
  return [
    { type: "identity_change", ...eventBase(change, message, wamid), previous, current, ...dropUndefined({ text }) },
  ];
}

/** "Message business" from a catalog: the product is part of what the customer asks about. */
function withProduct(content: MessageContent, context: JsonRecord | undefined): MessageContent {
  const product = context && recordAt(context, "referred_product");
  if (product === undefined) return content;
  const referredProduct = dropUndefined({
    catalogId: textAt(product, "catalog_id"),
    productId: textAt(product, "product_retailer_id"),
  });
  return { ...content, details: { ...content.details, referredProduct } };
}

function forwardedOf(context: JsonRecord | undefined): MessageEvent["forwarded"] {
  if (context === undefined) return undefined;
  if (booleanAt(context, "frequently_forwarded")) return "many";
  return booleanAt(context, "forwarded") ? "once" : undefined;
}

/** A welcome request gets only the business's own welcome, if it has one; that is for the product to decide, not an answer. */
function answerTo(content: MessageContent): MessageEvent["answer"] {
  switch (content.kind) {
    case "UNSUPPORTED":
    case "STICKER":
      return "fallback";
    case "WELCOME_REQUEST":
    case "MEDIA_PLACEHOLDER":
      return "none";
    case "TEXT":
      return content.text === undefined ? "fallback" : "turn";
    default:
      return content.details?.type === "call_permission_reply" ? "none" : "turn";
  }
}
