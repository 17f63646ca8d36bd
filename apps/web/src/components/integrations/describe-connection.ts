import type { BadgeTone } from "@frontdesk/ui/badge";
import type { IntegrationView } from "@frontdesk/validators/integration-view";

/** A connection's state in words: trouble first. "Expired" and "expires soon" follow from the token's expiry. */
export type ConnectionState = { label: string; tone: BadgeTone; rank: number };

const DAY_MS = 86_400_000;
const SOON_DAYS = 7;

/** Says how a connection is at a moment. `rank` sorts the worst first. */
export function describeConnection(
  { status, tokenExpiry }: Pick<IntegrationView, "status" | "tokenExpiry">,
  now: number,
): ConnectionState {
  if (status === "NEEDS_RECONNECT") return { label: "Needs to be reconnected", tone: "danger", rank: 0 };
  if (status === "ERROR") return { label: "Error", tone: "danger", rank: 0 };
  if (status === "DISCONNECTED") return { label: "Disconnected", tone: "neutral", rank: 3 };
  if (tokenExpiry) {
    const days = Math.ceil((tokenExpiry.getTime() - now) / DAY_MS);
    if (days <= 0) return { label: "Expired", tone: "danger", rank: 0 };
    if (days <= SOON_DAYS) {
      return { label: days === 1 ? "Expires in 1 day" : `Expires in ${days} days`, tone: "warning", rank: 1 };
    }
  }
  return { label: "Active", tone: "success", rank: 2 };
}
