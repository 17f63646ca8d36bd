import type { Channel, IntegrationType } from "@frontdesk/validators/channel";

const names: Record<Channel | IntegrationType, string> = {
  WHATSAPP: "WhatsApp",
  INSTAGRAM: "Instagram",
  FACEBOOK: "Messenger",
  WEBCHAT: "Web chat",
  VOICE: "Phone call",
  VAPI: "Voice",
  SMS: "SMS",
  EMAIL: "E-mail",
  GOOGLE_CALENDAR: "Google Calendar",
};

/** What people call a channel or a connection. FACEBOOK is Messenger: the channel is the chat, not the site. */
export function channelName(channel: Channel | IntegrationType): string {
  return names[channel];
}
