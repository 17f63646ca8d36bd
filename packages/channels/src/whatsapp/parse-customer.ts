import type { CustomerRef, Identity } from "../channel-adapter.ts";
import type { JsonRecord, JsonValue } from "../meta/clean-json.ts";
import { dropUndefined, idAt, isRecord, recordAt, textAt } from "../meta/read-json.ts";
import { UnreadablePiece } from "../meta/webhook-body.ts";

/** What one place of a body says about who somebody is. */
export type CustomerIds = { readonly parent?: string; readonly bsuid?: string; readonly phone?: string };

/** One element of `value.contacts[]`. */
export type ContactCard = CustomerIds & { readonly name?: string; readonly username?: string };

/** Who a change is about: its contact cards, and whether all its messages have one sender (so that a single card must be theirs). */
export type ContactBook = { readonly contacts: readonly ContactCard[]; readonly hasOneSender: boolean };

/** Meta: two letters of a country, optionally ENT for the parent id, then letters and digits. */
const BSUID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

export function readContacts(contacts: readonly JsonValue[]): ContactCard[] {
  return contacts.filter(isRecord).map((contact) => {
    const profile = recordAt(contact, "profile") ?? {};
    return {
      ...readIds(contact, "parent_user_id", "user_id", "wa_id"),
      ...dropUndefined({ name: textAt(profile, "name"), username: textAt(profile, "username") }),
    };
  });
}

/** Reads the three ids from the fields that hold them in this kind of object. */
export function readIds(item: JsonRecord, parentKey: string, bsuidKey: string, phoneKey: string): CustomerIds {
  return idsOf(idAt(item, parentKey), idAt(item, bsuidKey), idAt(item, phoneKey));
}

/** The same for ids already read; a BSUID where a phone number was expected is taken as the BSUID that it is. */
export function idsOf(parent: string | undefined, bsuid: string | undefined, phone: string | undefined): CustomerIds {
  const misplaced = phone !== undefined && BSUID.test(phone);
  return dropUndefined({
    parent,
    bsuid: bsuid ?? (misplaced ? phone : undefined),
    phone: misplaced ? undefined : phone,
  });
}

/** Strongest first: parent BSUID, BSUID, phone number. A person with a username may have no phone number at all. */
export function identitiesOf(...all: readonly (CustomerIds | undefined)[]): Identity[] {
  const identities: Identity[] = [];
  const add = (kind: Identity["kind"], value: string | undefined) => {
    if (value !== undefined && !identities.some((known) => known.kind === kind && known.value === value)) {
      identities.push({ kind, value });
    }
  };
  add("PARENT_BSUID", all.find((ids) => ids?.parent !== undefined)?.parent);
  add("BSUID", all.find((ids) => ids?.bsuid !== undefined)?.bsuid);
  for (const ids of all) add("WA_ID", normalizePhone(ids?.phone));
  return identities;
}

/**
 * The customer that some ids of a change name, completed from the contact card with one of these ids. A card is never taken by its position alone:
 * cards may be fewer than messages, sparse, or in another order.
 * @returns null when nothing identifies anybody
 */
export function findCustomer(book: ContactBook, ids: CustomerIds, isSender = false): CustomerRef | null {
  const card = findCard(book, ids, isSender);
  // The message's own BSUID wins; the card's wa_id comes before `from`, which may be written differently.
  const identities = identitiesOf(
    dropUndefined({ parent: ids.parent, bsuid: ids.bsuid }),
    card && dropUndefined({ parent: card.parent, bsuid: card.bsuid, phone: card.phone }),
    ids,
  );
  if (identities.length === 0) return null;
  return { identities, ...dropUndefined({ name: card?.name, username: card?.username }) };
}

/** @throws UnreadablePiece when nothing identifies anybody */
export function requireCustomer(book: ContactBook, ids: CustomerIds, isSender = false): CustomerRef {
  const customer = findCustomer(book, ids, isSender);
  if (customer === null) throw new UnreadablePiece("it has no id of a customer");
  return customer;
}

function findCard(book: ContactBook, ids: CustomerIds, isSender: boolean): ContactCard | undefined {
  const byId =
    book.contacts.find((card) => card.bsuid !== undefined && card.bsuid === ids.bsuid) ??
    book.contacts.find((card) => card.phone !== undefined && isSamePhone(card.phone, ids.phone)) ??
    book.contacts.find((card) => card.parent !== undefined && card.parent === ids.parent);
  if (byId !== undefined) return byId;
  // Meta: "a WhatsApp user's ID and phone number may not always match". One card and one sender belong together, unless their BSUIDs differ.
  const only = book.contacts.length === 1 && isSender && book.hasOneSender ? book.contacts[0] : undefined;
  const contradicts = only?.bsuid !== undefined && ids.bsuid !== undefined;
  return contradicts ? undefined : only;
}

function isSamePhone(left: string, right: string | undefined): boolean {
  return right !== undefined && normalizePhone(left) === normalizePhone(right);
}

/** "+1 (202) 555-0147" and "12025550147" are one number; what is no phone number stays as it is. */
function normalizePhone(phone: string | undefined): string | undefined {
  if (phone === undefined || !/^\+?[\d\s().-]+$/.test(phone)) return phone;
  return phone.replace(/\D/g, "") || undefined;
}
