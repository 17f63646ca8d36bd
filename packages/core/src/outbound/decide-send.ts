import { replyWindow } from "@frontdesk/channels/whatsapp/reply-window";
import { answerableChannels, type Channel, type IntegrationStatus } from "@frontdesk/validators/channel";
import type { MessageAuthor } from "@frontdesk/validators/message";

export type SendSituation = {
  channel: Channel;
  author: Extract<MessageAuthor, "AGENT" | "MEMBER">;
  /** The platform's time of the customer's newest message. */
  lastInboundAt: Date | null;
  now: Date;
  /** Asked to be left alone by the agent, and this was not written before: the confirmation itself still goes out. */
  customerOptedOut: boolean;
  integrationStatus: IntegrationStatus;
};

/**
 * send: free text may go out now. hold: keep it queued until the cause is gone. refuse: it must not go out.
 * `text` is the reason in words for people.
 */
export type SendDecision =
  | { kind: "send"; windowClosesAt: Date }
  | { kind: "hold"; reason: "needs_reconnect"; text: string }
  | { kind: "refuse"; reason: "window_closed" | "opted_out" | "disconnected" | "no_channel"; text: string };

/**
 * The one policy of sending free text: channel × author × age of the customer's last message × opt-out × connection.
 * Asked when a message is queued and again just before it is sent. The 24-hour window is Meta's, for all three channels.
 */
export function decideSend(situation: SendSituation): SendDecision {
  const { channel, author } = situation;
  if (!answerableChannels.includes(channel))
    return { kind: "refuse", reason: "no_channel", text: "Answering on this channel is not possible yet." };
  if (author === "AGENT" && situation.customerOptedOut)
    return { kind: "refuse", reason: "opted_out", text: "The customer asked not to be answered by the assistant." };
  if (situation.integrationStatus === "DISCONNECTED")
    return {
      kind: "refuse",
      reason: "disconnected",
      text: "This channel is disconnected. Connect it again to answer.",
    };
  const window = replyWindow(situation.lastInboundAt, situation.now);
  if (!window.open || !window.closesAt)
    return {
      kind: "refuse",
      reason: "window_closed",
      text: situation.lastInboundAt
        ? "More than 24 hours have passed since the customer last wrote, so Meta no longer allows a free reply."
        : "The customer has not written yet, so Meta does not allow a free message.",
    };
  if (situation.integrationStatus === "NEEDS_RECONNECT")
    return {
      kind: "hold",
      reason: "needs_reconnect",
      text: "Waiting: this channel must be connected again before messages can be sent.",
    };
  return { kind: "send", windowClosesAt: window.closesAt };
}
