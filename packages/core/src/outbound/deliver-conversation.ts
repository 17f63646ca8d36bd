import type { Credentials, Identity } from "@frontdesk/channels/channel-adapter";
import { ChannelError } from "@frontdesk/channels/channel-error";
import type { Tx } from "@frontdesk/db/client";
import { isDatabaseUnavailable } from "@frontdesk/db/database-errors";
import type { ConversationModel, MessageModel } from "@frontdesk/db/models";
import { inBusiness } from "@frontdesk/db/tenant-transaction";
import { enqueue } from "@frontdesk/jobs/enqueue";
import { announceChange } from "../conversation/announce-change.ts";
import { lockConversation } from "../conversation/lock-conversation.ts";
import type { Deps } from "../deps.ts";
import { readCredentials } from "../integration/read-credentials.ts";
import { type Scope, systemScope } from "../scope.ts";
import { decideSend } from "./decide-send.ts";
import { CLAIM_HOLDS_MS, isStillClaimed, leaveToNextRun, putBack } from "./hold-claim.ts";
import { keepTrying } from "./keep-trying.ts";
import { moveMessage } from "./move-message.ts";
import { type SendOutcome, settleSend, UNKNOWN_SETTLES_AFTER_MS } from "./settle-send.ts";

type Claimed = { message: MessageModel; conversation: ConversationModel; to: Identity[] };
type Step = { kind: "claimed"; claimed: Claimed } | { kind: "again" } | { kind: "stop" };

/**
 * The delivery job of one conversation: sends what is queued there, in order, one at a time, and stops at the first
 * message that is not due. A message is `SENDING` and committed before its first byte goes out, so a crash leaves it
 * known as possibly sent; it is never sent again without a person. `signal` ends it between two messages: what is left
 * gets a new job, and a call under way is not cut off, since its answer says whether the message went out.
 */
export async function deliverConversation(
  deps: Deps,
  work: { businessId: string; conversationId: string },
  signal?: AbortSignal,
): Promise<void> {
  const scope = systemScope(work.businessId);
  for (;;) {
    if (signal?.aborted) {
      await inBusiness(deps.db, scope, (tx) => leaveToNextRun(tx, scope, work.conversationId));
      return;
    }
    const claimedAt = Date.now();
    const step = await inBusiness(deps.db, scope, (tx) => takeNext(tx, scope, work.conversationId, deps.clock()));
    if (step.kind === "stop") return;
    if (step.kind === "again") continue;
    const { claimed } = step;
    const mayStillSend = () => !signal?.aborted && Date.now() - claimedAt < CLAIM_HOLDS_MS;
    const outcome = await sendOne(deps, scope, claimed, mayStillSend);
    if (outcome === "not tried") {
      await keepTrying(() => inBusiness(deps.db, scope, (tx) => putBack(tx, scope, claimed.message, deps.clock())));
      return;
    }
    // The platform says only once what became of it: lost here, a person would be asked, and might send it twice.
    const mayGoOn = await keepTrying(() =>
      inBusiness(deps.db, scope, (tx) => settleSend(tx, scope, claimed.message, outcome, deps.clock())),
    );
    if (!mayGoOn) return;
  }
}

/** Finds and claims the next message, or says why there is nothing to do now. */
async function takeNext(tx: Tx, scope: Scope, conversationId: string, now: Date): Promise<Step> {
  const { businessId } = scope;
  const conversation = await lockConversation(tx, businessId, conversationId);
  if (!conversation) return { kind: "stop" };
  // Only one delivery of a conversation runs at a time: what is still SENDING belongs to a worker that died.
  const abandoned = await tx.message.findMany({
    where: { businessId, conversationId, status: "SENDING" },
    select: { id: true },
  });
  for (const { id } of abandoned) await markUnknown(tx, businessId, id, now);

  const message = await tx.message.findFirst({
    where: { businessId, conversationId, status: "QUEUED" },
    orderBy: [{ id: "asc" }],
  });
  if (abandoned.length > 0) await announceChange(tx, businessId, [conversationId]);
  if (!message) return { kind: "stop" };
  if (message.notBefore && message.notBefore > now) {
    await enqueue(
      tx,
      "deliver",
      { businessId, conversationId },
      { delayMs: message.notBefore.getTime() - now.getTime() },
    );
    return { kind: "stop" };
  }
  const integration = await tx.integration.findUniqueOrThrow({
    where: { businessId_id: { businessId, id: conversation.integrationId } },
    select: { status: true, sendingPausedUntil: true },
  });
  if (integration.sendingPausedUntil && integration.sendingPausedUntil > now) {
    // Lifting the pause wakes what waited for it (`resume-deliveries`).
    return { kind: "stop" };
  }
  const customer = await tx.customer.findUniqueOrThrow({
    where: { businessId_id: { businessId, id: conversation.customerId } },
    select: { optedOutAt: true, identities: { select: { kind: true, value: true }, orderBy: { createdAt: "desc" } } },
  });
  const author = message.author === "AGENT" ? "AGENT" : "MEMBER";
  const decision = decideSend({
    channel: conversation.channel,
    author,
    lastInboundAt: conversation.lastInboundAt,
    now,
    customerOptedOut: customer.optedOutAt !== null && message.receivedAt > customer.optedOutAt,
    integrationStatus: integration.status,
  });
  if (decision.kind === "refuse") {
    await moveMessage(
      tx,
      { businessId, id: message.id },
      { to: "FAILED", at: now, failure: { reason: decision.reason, text: decision.text } },
    );
    await announceChange(tx, businessId, [conversationId]);
    return { kind: "again" };
  }
  if (decision.kind === "hold") {
    if (message.heldReason !== decision.reason)
      await tx.message.update({
        where: { businessId_id: { businessId, id: message.id } },
        data: { heldReason: decision.reason },
        select: { id: true },
      });
    await announceChange(tx, businessId, [conversationId]);
    return { kind: "stop" };
  }
  const moved = await moveMessage(
    tx,
    { businessId, id: message.id },
    { to: "SENDING", at: now, countsAsAttempt: true },
  );
  if (!moved) return { kind: "again" };
  await announceChange(tx, businessId, [conversationId]);
  return {
    kind: "claimed",
    claimed: { message: { ...message, attempts: message.attempts + 1 }, conversation, to: customer.identities },
  };
}

async function markUnknown(tx: Tx, businessId: string, messageId: string, now: Date): Promise<void> {
  const moved = await moveMessage(
    tx,
    { businessId, id: messageId },
    {
      to: "UNKNOWN",
      at: now,
      failure: {
        reason: "unknown",
        text: "The connection broke while this was being sent, so it may or may not have arrived.",
      },
    },
  );
  if (moved) await enqueue(tx, "settle-unknown", { businessId, messageId }, { delayMs: UNKNOWN_SETTLES_AFTER_MS });
}

/** Sends a claimed message, unless it is no longer ours to send by the moment before the first byte goes out. */
async function sendOne(
  deps: Deps,
  scope: Scope,
  { message, conversation, to }: Claimed,
  mayStillSend: () => boolean,
): Promise<SendOutcome | "not tried"> {
  let credentials: Credentials | null;
  try {
    credentials = await readCredentials(deps, scope, conversation.integrationId);
    const isOurs = await inBusiness(deps.db, scope, (tx) => isStillClaimed(tx, message));
    if (!isOurs || !mayStillSend()) return "not tried";
  } catch (error) {
    if (isDatabaseUnavailable(error)) return "not tried";
    throw error;
  }
  if (!credentials)
    return { kind: "failed", info: { reason: "auth_expired", outcome: "not_sent", details: "no token is stored" } };
  try {
    const adapter = deps.channels.adapterFor(conversation.channel as "WHATSAPP" | "INSTAGRAM" | "FACEBOOK");
    const result = await adapter.send(credentials, { correlationId: message.id, to, text: message.text ?? "" });
    return { kind: "accepted", providerMessageId: result.providerMessageId };
  } catch (error) {
    if (error instanceof ChannelError) return { kind: "failed", info: error.info };
    deps.logger.error("sending failed unexpectedly", { stage: "deliver", messageId: message.id, error });
    return { kind: "failed", info: { reason: "unknown", outcome: "unknown" } };
  }
}
