/** Meta's customer service window: 24 hours from the customer's last message to this number. */
const WINDOW_MS = 24 * 60 * 60 * 1000;

/**
 * Whether the business may write freely, and until when. Counts from the platform's own time of the last inbound message (or call), not from its arrival
 * here. Closed at the very second that Meta names; null while the customer has never written.
 */
export function replyWindow(lastInboundAt: Date | null, now: Date): { open: boolean; closesAt: Date | null } {
  if (lastInboundAt === null) return { open: false, closesAt: null };
  const closesAt = new Date(lastInboundAt.getTime() + WINDOW_MS);
  return { open: now < closesAt, closesAt };
}
