import { newId } from "@frontdesk/db/new-id";
import { buildBusiness, buildMember, type TestBusiness } from "./build-business.ts";
import type { TestDatabase } from "./test-database.ts";

/** A business whose every text holds its mark: where another business's answer shows the mark, something leaked. */
export type MarkedBusiness = TestBusiness & {
  readonly mark: string;
  readonly memberId: string;
};

/** Ids of rows that nothing was done with yet, for one call of a procedure. */
export type MarkedTarget = {
  readonly conversationId: string;
  readonly customerId: string;
  /** An outbound message that failed, in the conversation. */
  readonly messageId: string;
  /** Another sign-in of the person who calls. */
  readonly sessionId: string;
};

/** Inserts a business with an owner, a member, an agent, knowledge, usage and one full conversation, all marked. */
export async function buildMarkedBusiness(database: TestDatabase, mark: string, now: Date): Promise<MarkedBusiness> {
  const { rows } = database;
  const business = await buildBusiness(database, {
    name: `Shop ${mark}`,
    settings: { agentName: `Agent ${mark}`, handoverText: `Hand-over ${mark}`, disclosureText: `Machine ${mark}` },
    knowledge: [{ question: `Question ${mark}`, answer: `Answer ${mark}`, variants: [`Variant ${mark}`] }],
  });
  const { id: businessId } = business;
  const member = await buildMember(database, business, `Member ${mark}`);
  await rows.user.update({ where: { id: business.ownerId }, data: { name: `Owner ${mark}` } });
  await rows.user.update({ where: { id: member.userId }, data: { email: `${mark.toLowerCase()}@example.com` } });
  await rows.integration.update({
    where: { businessId_id: { businessId, id: business.integrationId } },
    data: { statusReason: `Reason ${mark}` },
  });
  await rows.usagePeriod.create({
    data: { businessId, period: now.toISOString().slice(0, 7), messagesUsed: 4_711, voiceSecondsUsed: 815 },
  });
  const marked = { ...business, mark, memberId: member.userId };
  await buildTarget(database, marked, business.ownerId, now);
  return marked;
}

/**
 * Inserts a conversation with everything that a screen can show of one, in which a reply may be sent, and a spare
 * sign-in of `userId`.
 */
export async function buildTarget(
  { rows }: TestDatabase,
  business: MarkedBusiness,
  userId: string,
  now: Date,
): Promise<MarkedTarget> {
  const { id: businessId, integrationId, mark } = business;
  const [customerId, conversationId, messageId, answerId, inboundId, runId, sessionId] = Array.from(
    { length: 7 },
    newId,
  ) as [string, string, string, string, string, string, string];
  const authorId = userId === business.memberId ? userId : business.ownerId;
  const inboundProviderId = `wamid.${inboundId}`;
  await rows.customer.create({
    data: {
      businessId,
      id: customerId,
      name: `Customer ${mark}`,
      username: `user-${mark}`,
      phone: `+1 ${mark}`,
      email: `${mark}@customer.example`,
    },
  });
  await rows.customerIdentity.create({
    data: { businessId, customerId, kind: "BSUID", value: `${mark}.${customerId}` },
  });
  await rows.conversation.create({
    data: {
      businessId,
      id: conversationId,
      customerId,
      integrationId,
      channel: "WHATSAPP",
      handler: "NEEDS_PERSON",
      handlerReason: `Needed ${mark}`,
      assigneeId: authorId,
      preview: `Preview ${mark}`,
      previewAuthor: "CUSTOMER",
      lastMessageAt: now,
      lastInboundAt: now,
      waitingSince: now,
      unreadCount: 2,
      hasFailedSend: true,
    },
  });
  const [entry] = await rows.knowledgeEntry.findMany({ where: { businessId }, select: { id: true } });
  await rows.agentRun.create({
    data: {
      businessId,
      id: runId,
      conversationId,
      triggerMessageId: inboundId,
      engine: "embedded",
      outcome: "ANSWER",
      sourceIds: entry ? [entry.id] : [],
    },
  });
  const common = { businessId, conversationId, integrationId, kind: "TEXT", occurredAt: now, receivedAt: now } as const;
  await rows.message.createMany({
    data: [
      {
        ...common,
        id: inboundId,
        direction: "INBOUND",
        author: "CUSTOMER",
        text: `Asked ${mark}`,
        content: { details: { note: mark } },
        status: "RECEIVED",
        needsAnswer: true,
        providerMessageId: inboundProviderId,
      },
      {
        ...common,
        id: answerId,
        direction: "OUTBOUND",
        author: "AGENT",
        text: `Answered ${mark}`,
        status: "SENT",
        agentRunId: runId,
        quotedProviderMessageId: inboundProviderId,
        providerMessageId: `wamid.${answerId}`,
      },
      {
        ...common,
        id: messageId,
        direction: "OUTBOUND",
        author: "MEMBER",
        authorUserId: authorId,
        text: `Failed ${mark}`,
        status: "FAILED",
        failureText: `Failure ${mark}`,
      },
    ],
  });
  await rows.attachment.create({
    data: { businessId, messageId: inboundId, kind: "document", fileName: `File ${mark}` },
  });
  await rows.messageReaction.create({
    data: {
      businessId,
      integrationId,
      targetProviderMessageId: `wamid.${answerId}`,
      customerId,
      emoji: `👍${mark}`,
      occurredAt: now,
    },
  });
  await rows.conversationEvent.create({
    data: { businessId, conversationId, kind: "handed_over", text: `Event ${mark}`, occurredAt: now },
  });
  await rows.userSession.create({
    data: { id: sessionId, userId, userAgent: `Browser ${mark}`, expiresAt: new Date(Date.now() + 86_400_000) },
  });
  return { conversationId, customerId, messageId, sessionId };
}
