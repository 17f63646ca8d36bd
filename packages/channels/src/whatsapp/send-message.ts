import type { Credentials, Identity, OutgoingMessage, SendResult } from "../channel-adapter.ts";
import { ChannelError } from "../channel-error.ts";
import type { GraphClient } from "../meta/graph-client.ts";
import { sendResponseSchema } from "./schema.ts";

/** Meta: `text.body` has at most 4096 characters. */
export const MAX_TEXT_LENGTH = 4096;

/** Meta: `biz_opaque_callback_data` has at most 512 bytes. */
const MAX_CORRELATION_BYTES = 512;

/**
 * Sends one free text to a customer. The correlation id comes back in the message's statuses, which may arrive before this resolves.
 * @throws ChannelError: `not_sent` also for what Meta would refuse anyway (no usable identity, empty or too long text)
 */
export async function sendMessage(
  graph: GraphClient,
  credentials: Credentials,
  message: OutgoingMessage,
  signal?: AbortSignal,
): Promise<SendResult> {
  checkMessage(message);
  const answer = await graph.request({
    method: "POST",
    path: [credentials.platformId, "messages"],
    accessToken: credentials.accessToken,
    body: {
      messaging_product: "whatsapp",
      recipient_type: "individual",
      ...addressOf(message.to),
      ...(message.replyTo !== undefined && { context: { message_id: message.replyTo } }),
      type: "text",
      text: { body: message.text, preview_url: hasOneLink(message.text) },
      biz_opaque_callback_data: message.correlationId,
    },
    confidential: [message.text, ...message.to.map((identity) => identity.value)],
    ...(signal && { signal }),
  });
  const accepted = sendResponseSchema.safeParse(answer);
  if (!accepted.success) {
    throw new ChannelError({ reason: "unavailable", outcome: "unknown", details: "The answer names no message id" });
  }
  return { providerMessageId: accepted.data.messages[0].id };
}

function checkMessage(message: OutgoingMessage): void {
  const refuse = (details: string) => new ChannelError({ reason: "content_rejected", outcome: "not_sent", details });
  if (message.text.trim() === "") throw refuse("The text is empty");
  if (message.text.length > MAX_TEXT_LENGTH) throw refuse(`The text is longer than ${MAX_TEXT_LENGTH} characters`);
  if (Buffer.byteLength(message.correlationId) > MAX_CORRELATION_BYTES) {
    throw refuse(`The correlation id is longer than ${MAX_CORRELATION_BYTES} bytes`);
  }
}

/**
 * A known phone number wins over a BSUID (Meta does the same when both are given). It is sent with "+": without it Meta puts the business's own
 * country code in front of numbers that it takes for national ones, and the message may reach a stranger.
 */
function addressOf(identities: readonly Identity[]): { to: string } | { recipient: string } {
  const phone = identities.find((identity) => identity.kind === "WA_ID" && /^\d{5,20}$/.test(identity.value));
  if (phone !== undefined) return { to: `+${phone.value}` };
  const user =
    identities.find((identity) => identity.kind === "BSUID") ??
    identities.find((identity) => identity.kind === "PARENT_BSUID");
  if (user !== undefined) return { recipient: user.value };
  const details = "The customer has no WhatsApp id";
  throw new ChannelError({ reason: "recipient_unreachable", outcome: "not_sent", details });
}

/** With several links the preview would show only the first, and mislead. */
function hasOneLink(text: string): boolean {
  return text.match(/https?:\/\/\S+/gi)?.length === 1;
}
