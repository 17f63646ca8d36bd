/** One change that the platform tells the product about. Several may travel in one POST. */
export type WebhookUpdate = {
  wabaId: string;
  /** Null for account-level fields, which name no number. */
  phoneNumberId: string | null;
  field: string;
  value: Record<string, unknown>;
  /** Seconds; Meta puts `entry.time` on account-level fields only. */
  entryTime?: number;
  personId: string | null;
  /** Messages whose arrival at the product this update proves: the customer's second tick. */
  messageIds: string[];
  /** For the delivery log: a few words in the language of the phone page. */
  summary: string;
};

/** The envelope around updates: neighbours of the same business account share an entry. */
export function buildEnvelope(updates: WebhookUpdate[]): Record<string, unknown> {
  const entries: { id: string; time?: number; changes: Record<string, unknown>[] }[] = [];
  for (const { wabaId, field, value, entryTime } of updates) {
    const last = entries.at(-1);
    const change = { value, field };
    if (last && last.id === wabaId && last.time === entryTime) last.changes.push(change);
    else entries.push({ id: wabaId, ...(entryTime === undefined ? {} : { time: entryTime }), changes: [change] });
  }
  return { object: "whatsapp_business_account", entry: entries };
}
