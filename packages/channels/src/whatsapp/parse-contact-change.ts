import type { ChannelEvent } from "../channel-adapter.ts";
import type { JsonRecord } from "../meta/clean-json.ts";
import { dropUndefined, idAt, recordAt, secondsAt, textAt } from "../meta/read-json.ts";
import { UnreadablePiece } from "../meta/webhook-body.ts";
import { type Change, contentBase, eventBase, requireText } from "./change.ts";
import { findCustomer, identitiesOf, idsOf, readIds, requireCustomer } from "./parse-customer.ts";

/** A customer stopped or resumed marketing messages. */
export function parsePreference(change: Change, preference: JsonRecord): ChannelEvent[] {
  const ids = readIds(preference, "parent_user_id", "user_id", "wa_id");
  const customer = requireCustomer(change, ids);
  const value = requireText(textAt(preference, "value"), "value");
  const user = ids.bsuid ?? ids.phone ?? ids.parent ?? "";
  return [
    {
      type: "preference",
      ...eventBase(change, preference, "pref", user, textAt(preference, "timestamp") ?? ""),
      customer,
      category: textAt(preference, "category") ?? "",
      value,
    },
  ];
}

/** A customer's BSUID was replaced (field `user_id_update`); it may come before or after their next message. */
export function parseUserIdUpdate(change: Change, update: JsonRecord): ChannelEvent[] {
  const bsuid = recordAt(update, "user_id") ?? {};
  const parent = recordAt(update, "parent_user_id") ?? {};
  const previous = identitiesOf(idsOf(idAt(parent, "previous"), idAt(bsuid, "previous"), undefined));
  const currentIds = idsOf(idAt(parent, "current"), idAt(bsuid, "current"), idAt(update, "wa_id"));
  const before = idAt(bsuid, "previous") ?? idAt(parent, "previous");
  const after = idAt(bsuid, "current") ?? idAt(parent, "current");
  if (before === undefined || after === undefined) throw new UnreadablePiece("it has no previous and current user_id");
  const name = findCustomer(change, currentIds)?.name;
  return [
    {
      type: "identity_change",
      ...eventBase(change, update, "uid", `${before}->${after}`),
      previous,
      current: identitiesOf(currentIds),
      ...dropUndefined({ name, text: textAt(update, "detail") }),
    },
  ];
}

/** One contact of the WhatsApp Business app's address book, added or removed. Removals have no names. */
export function parseContactSync(change: Change, sync: JsonRecord): ChannelEvent[] {
  const contact = recordAt(sync, "contact") ?? {};
  const [identity] = identitiesOf(readIds(contact, "parent_user_id", "user_id", "phone_number")).toReversed();
  if (identity === undefined) throw new UnreadablePiece("the contact has no phone number");
  const occurredAt = secondsAt(recordAt(sync, "metadata") ?? {}, "timestamp");
  return [
    {
      type: "contact_sync",
      ...contentBase(change, sync, [change.entryId, change.field, sync], change.asset, occurredAt),
      identity,
      action: textAt(sync, "action") === "remove" ? "remove" : "add",
      ...dropUndefined({ name: textAt(contact, "full_name") ?? textAt(contact, "first_name") }),
    },
  ];
}
