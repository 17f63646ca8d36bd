import type { ChannelAdapter } from "../channel-adapter.ts";
import type { GraphClient } from "../meta/graph-client.ts";
import { markRead } from "./mark-read.ts";
import { parseWebhook } from "./parse-webhook.ts";
import { renderText } from "./render-text.ts";
import { MAX_TEXT_LENGTH, sendMessage } from "./send-message.ts";

/** WhatsApp Cloud API. Its peculiarities are listed in QUIRKS.md beside this file. */
export function createWhatsAppAdapter(graph: GraphClient): ChannelAdapter {
  return {
    channel: "WHATSAPP",
    textLimits: { maxLength: MAX_TEXT_LENGTH, unit: "characters" },
    parseWebhook,
    renderText,
    send: (credentials, message, signal) => sendMessage(graph, credentials, message, signal),
    abilities: {
      markRead: (credentials, providerMessageId, options, signal) =>
        markRead(graph, credentials, providerMessageId, options, signal),
    },
  };
}
