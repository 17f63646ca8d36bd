import type { Db } from "@frontdesk/db/client";
import { isDatabaseUnavailable } from "@frontdesk/db/database-errors";
import { newId } from "@frontdesk/db/new-id";

/** The channel on which the inbound worker is woken. Polling is the truth; this only makes it soon. */
export const WEBHOOK_CHANNEL = "frontdesk_webhook";

export type Delivery = { source: "meta" | "vapi" | "stripe"; body: Uint8Array; secretIndex: number };

/**
 * Stores a verified delivery as received; resolves once it is durable. The row is the work: nothing else has to be
 * written for it to be processed.
 */
export async function storeDelivery(db: Db, delivery: Delivery): Promise<{ id: string }> {
  const id = newId();
  const text = Buffer.from(delivery.body).toString("utf8");
  const parsed = parseJson(text);
  const event = objectOf(parsed) ?? "unreadable";
  const row = {
    id,
    source: delivery.source,
    event,
    body: Uint8Array.from(delivery.body),
    secretIndex: delivery.secretIndex,
  };
  try {
    await db.platform.webhookLog.createMany({
      data: [parsed === undefined || !fitsJsonb(text) ? row : { ...row, payload: parsed as object }],
    });
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    // What PostgreSQL's JSON can't hold (too deep, too long a number, …): the bytes are what counts.
    await db.platform.webhookLog.createMany({ data: [row] });
  }
  return { id };
}

/** What a refused body claimed to be about, if it is one of the words that we know: free text of a stranger is not kept. */
const KNOWN_OBJECTS = new Set(["whatsapp_business_account", "instagram", "page"]);

/** The word under which a refused body is counted: "other" for all that we don't know. */
export function claimedObject(body: Uint8Array): string {
  const claimed = objectOf(parseJson(Buffer.from(body.subarray(0, 100_000)).toString("utf8")));
  return claimed && KNOWN_OBJECTS.has(claimed) ? claimed : "other";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function objectOf(body: unknown): string | undefined {
  const first = Array.isArray(body) ? body[0] : body;
  if (typeof first !== "object" || first === null) return undefined;
  const { object } = first as { object?: unknown };
  return typeof object === "string" && object.length > 0 && object.length <= 60 && !object.includes("\u0000")
    ? object
    : undefined;
}

/** PostgreSQL's jsonb takes neither NUL nor half of a surrogate pair; both can only stand in a body as escapes or broken UTF-8. */
function fitsJsonb(text: string): boolean {
  return !/\\u0000|\\u[dD][89a-fA-F]/.test(text) || isWellFormed(text);
}

function isWellFormed(text: string): boolean {
  if (text.includes("\\u0000")) return false;
  const withoutPairs = text.replace(/\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}/g, "");
  return !/\\u[dD][89a-fA-F][0-9a-fA-F]{2}/.test(withoutPairs);
}
