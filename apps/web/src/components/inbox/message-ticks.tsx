import { cn } from "@frontdesk/ui/class-names";
import type { MessageStatus } from "@frontdesk/validators/message";
import { Check, CheckCheck, CircleAlert, CircleHelp, Clock, type LucideIcon } from "lucide-react";

type Tick = { icon: LucideIcon; name: string; className?: string };

const ticks: Record<Exclude<MessageStatus, "RECEIVED">, Tick> = {
  QUEUED: { icon: Clock, name: "Waiting to be sent" },
  SENDING: { icon: Clock, name: "Sending" },
  SENT: { icon: Check, name: "Sent" },
  DELIVERED: { icon: CheckCheck, name: "Delivered" },
  READ: { icon: CheckCheck, name: "Read", className: "text-primary-text" },
  FAILED: { icon: CircleAlert, name: "Not sent", className: "text-danger" },
  UNKNOWN: { icon: CircleHelp, name: "Not known whether it arrived", className: "text-warning" },
  NEEDS_HUMAN: { icon: CircleAlert, name: "A person must decide", className: "text-warning" },
};

/** How far an outbound message has come, as the ticks people know, with a name for screen readers and on hover. */
export function MessageTicks({ status }: { status: MessageStatus }) {
  if (status === "RECEIVED") return null;
  const { icon: Icon, name, className } = ticks[status];
  return (
    <span title={name} className={cn("inline-flex", className)}>
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{name}</span>
    </span>
  );
}
