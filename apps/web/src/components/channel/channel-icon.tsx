import { cn } from "@frontdesk/ui/class-names";
import type { Channel, IntegrationType } from "@frontdesk/validators/channel";
import { Calendar, Globe, Mail, MessageSquare, Phone } from "lucide-react";
import { channelName } from "./channel-name.ts";

type ChannelIconProps = {
  channel: Channel | IntegrationType;
  className?: string;
};

/** The mark of a channel in its own colour, 16 px unless told, named for screen readers. */
export function ChannelIcon({ channel, className }: ChannelIconProps) {
  return (
    <span role="img" aria-label={channelName(channel)} className={cn("inline-flex size-4 shrink-0", className)}>
      {glyphOf(channel)}
    </span>
  );
}

function glyphOf(channel: Channel | IntegrationType) {
  switch (channel) {
    case "WHATSAPP":
      return (
        <svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" className="size-full text-channel-whatsapp">
          <path d="M17.472 14.382c-.297-.149-1.758-.867-2.03-.967-.273-.099-.471-.148-.67.15-.197.297-.767.966-.94 1.164-.173.199-.347.223-.644.075-.297-.15-1.255-.463-2.39-1.475-.883-.788-1.48-1.761-1.653-2.059-.173-.297-.018-.458.13-.606.134-.133.298-.347.446-.52.149-.174.198-.298.298-.497.099-.198.05-.371-.025-.52-.075-.149-.669-1.612-.916-2.207-.242-.579-.487-.5-.669-.51-.173-.008-.371-.01-.57-.01-.198 0-.52.074-.792.372-.272.297-1.04 1.016-1.04 2.479 0 1.462 1.065 2.875 1.213 3.074.149.198 2.096 3.2 5.077 4.487.709.306 1.262.489 1.694.625.712.227 1.36.195 1.871.118.571-.085 1.758-.719 2.006-1.413.248-.694.248-1.289.173-1.413-.074-.124-.272-.198-.57-.347m-5.421 7.403h-.004a9.87 9.87 0 0 1-5.031-1.378l-.361-.214-3.741.982.998-3.648-.235-.374a9.86 9.86 0 0 1-1.51-5.26c.001-5.45 4.436-9.884 9.888-9.884 2.64 0 5.122 1.03 6.988 2.898a9.825 9.825 0 0 1 2.893 6.994c-.003 5.45-4.437 9.884-9.885 9.884m8.413-18.297A11.815 11.815 0 0 0 12.05 0C5.495 0 .16 5.335.157 11.892c0 2.096.547 4.142 1.588 5.945L.057 24l6.305-1.654a11.882 11.882 0 0 0 5.683 1.448h.005c6.554 0 11.89-5.335 11.893-11.893a11.821 11.821 0 0 0-3.48-8.413Z" />
        </svg>
      );
    case "INSTAGRAM":
      return (
        <svg
          viewBox="0 0 24 24"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.2"
          aria-hidden="true"
          className="size-full text-channel-instagram"
        >
          <rect x="1.8" y="1.8" width="20.4" height="20.4" rx="6" />
          <circle cx="12" cy="12" r="4.9" />
          <circle cx="17.9" cy="6.1" r="1.4" fill="currentColor" stroke="none" />
        </svg>
      );
    case "FACEBOOK":
      return (
        <svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" className="size-full text-channel-facebook">
          <path d="M12 0C5.24 0 0 4.952 0 11.64c0 3.499 1.434 6.521 3.769 8.61a.96.96 0 0 1 .323.683l.065 2.135a.96.96 0 0 0 1.347.85l2.381-1.053a.96.96 0 0 1 .641-.046A13 13 0 0 0 12 23.28c6.76 0 12-4.952 12-11.64S18.76 0 12 0m6.806 7.44c.522-.03.971.567.63 1.094l-4.178 6.457a.707.707 0 0 1-.977.208l-3.87-2.504a.44.44 0 0 0-.49.007l-4.363 3.01c-.637.438-1.415-.317-.995-.966l4.179-6.457a.706.706 0 0 1 .977-.21l3.87 2.505c.15.097.344.094.491-.007l4.362-3.008a.7.7 0 0 1 .364-.13" />
        </svg>
      );
    case "VOICE":
    case "VAPI":
      return <Phone aria-hidden className="size-full text-channel-other" />;
    case "EMAIL":
      return <Mail aria-hidden className="size-full text-channel-other" />;
    case "GOOGLE_CALENDAR":
      return <Calendar aria-hidden className="size-full text-channel-other" />;
    case "SMS":
      return <MessageSquare aria-hidden className="size-full text-channel-other" />;
    case "WEBCHAT":
      return <Globe aria-hidden className="size-full text-channel-other" />;
  }
}
