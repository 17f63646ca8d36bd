import type { ThreadScript } from "./parse-threads.ts";
import type { Random } from "./random.ts";
import type { SeedIds } from "./seed-ids.ts";
import type { SeedRow } from "./seed-rows.ts";

/** `index` tells the demo's customers apart: below 500, no two get the same number. */
type Setting = {
  index: number;
  businessId: string;
  scope: string;
  key: string;
  createdAt: Date;
  random: Random;
  ids: SeedIds;
};

/**
 * Makes the person of a script: on WhatsApp known by number and business-scoped user id (or the latter alone), elsewhere
 * by the id that is scoped to the account. Numbers are from the ranges kept free for fiction (555-01xx, 07700 900xxx).
 */
export function makeCustomer(script: ThreadScript, setting: Setting): { customer: SeedRow; identities: SeedRow[] } {
  const { businessId, key, createdAt, random, ids } = setting;
  const writtenNumber = script.name.startsWith("+") ? script.name.replace(/\D/g, "") : null;
  const hasPhone = script.channel === "WHATSAPP" && !("nophone" in script.options);
  const phone = hasPhone ? (writtenNumber ?? inventNumber(setting.index)) : null;
  const id = ids(`${key}:customer`, createdAt);
  const customer: SeedRow = {
    businessId,
    id,
    name: writtenNumber ? null : script.name,
    username: script.options.username ?? null,
    phone,
    language: script.options.language ?? null,
    marketingOptOutAt: null,
    createdAt,
    updatedAt: createdAt,
  };
  const identities = listIdentities(script, phone, random).map(({ kind, value }) => ({
    businessId,
    id: ids(`${key}:identity:${kind}`, createdAt),
    customerId: id,
    kind,
    scope: kind === "IGSID" || kind === "PSID" ? setting.scope : "",
    value,
    createdAt,
  }));
  return { customer, identities };
}

function listIdentities(script: ThreadScript, phone: string | null, random: Random): { kind: string; value: string }[] {
  if (script.channel === "INSTAGRAM") return [{ kind: "IGSID", value: digits(random, 16) }];
  if (script.channel === "FACEBOOK") return [{ kind: "PSID", value: digits(random, 16) }];
  const userId = { kind: "BSUID", value: `${phone?.startsWith("44") ? "GB" : "US"}.${digits(random, 17)}` };
  return phone === null ? [userId] : [{ kind: "WA_ID", value: phone }, userId];
}

function inventNumber(index: number): string {
  if (index % 5 < 2) return `447700900${500 + index}`;
  const areas = ["206", "303", "312", "415", "503", "512", "617", "702", "808", "907"];
  return `1${areas[index % areas.length]}55501${String(Math.floor(index / areas.length)).padStart(2, "0")}`;
}

function digits(random: Random, length: number): string {
  const rest = Array.from({ length: length - 1 }, () => random.between(0, 9)).join("");
  return `${random.between(1, 9)}${rest}`;
}
