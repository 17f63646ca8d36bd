-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "UserRole" AS ENUM ('SUPER_ADMIN', 'BUSINESS_OWNER', 'TEAM_MEMBER');

-- CreateEnum
CREATE TYPE "Channel" AS ENUM ('WEBCHAT', 'VOICE', 'WHATSAPP', 'INSTAGRAM', 'FACEBOOK', 'SMS', 'EMAIL');

-- CreateEnum
CREATE TYPE "IntegrationType" AS ENUM ('WHATSAPP', 'INSTAGRAM', 'FACEBOOK', 'VAPI', 'GOOGLE_CALENDAR', 'EMAIL');

-- CreateEnum
CREATE TYPE "IntegrationStatus" AS ENUM ('ACTIVE', 'NEEDS_RECONNECT', 'DISCONNECTED', 'ERROR');

-- CreateEnum
CREATE TYPE "AssetKind" AS ENUM ('PHONE_NUMBER', 'WABA', 'INSTAGRAM_ACCOUNT', 'PAGE');

-- CreateEnum
CREATE TYPE "IdentityKind" AS ENUM ('WA_ID', 'BSUID', 'PARENT_BSUID', 'IGSID', 'PSID');

-- CreateEnum
CREATE TYPE "ConversationStatus" AS ENUM ('OPEN', 'SNOOZED', 'RESOLVED');

-- CreateEnum
CREATE TYPE "ConversationHandler" AS ENUM ('AGENT', 'NEEDS_PERSON', 'MEMBER', 'PAUSED');

-- CreateEnum
CREATE TYPE "MessageDirection" AS ENUM ('INBOUND', 'OUTBOUND');

-- CreateEnum
CREATE TYPE "MessageAuthor" AS ENUM ('CUSTOMER', 'AGENT', 'MEMBER', 'PHONE', 'SYSTEM');

-- CreateEnum
CREATE TYPE "MessageKind" AS ENUM ('TEXT', 'IMAGE', 'AUDIO', 'VIDEO', 'DOCUMENT', 'STICKER', 'LOCATION', 'CONTACTS', 'INTERACTIVE_REPLY', 'BUTTON_REPLY', 'FLOW_REPLY', 'ORDER', 'CALL', 'WELCOME_REQUEST', 'MEDIA_PLACEHOLDER', 'SHARE', 'STORY_REPLY', 'STORY_MENTION', 'POSTBACK', 'TEMPLATE', 'UNSUPPORTED');

-- CreateEnum
CREATE TYPE "MessageStatus" AS ENUM ('RECEIVED', 'QUEUED', 'SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'UNKNOWN', 'NEEDS_HUMAN');

-- CreateEnum
CREATE TYPE "ReceiptStatus" AS ENUM ('SENT', 'DELIVERED', 'READ', 'FAILED');

-- CreateEnum
CREATE TYPE "WebhookResult" AS ENUM ('APPLIED', 'DUPLICATE', 'IGNORED', 'PARKED', 'QUARANTINED');

-- CreateEnum
CREATE TYPE "AgentOutcome" AS ENUM ('RUNNING', 'ANSWER', 'MENU', 'HANDOVER', 'SILENT', 'DISCARDED', 'FAILED');

-- CreateEnum
CREATE TYPE "UsageKind" AS ENUM ('AGENT_REPLY', 'VOICE_SECONDS');

-- CreateTable
CREATE TABLE "Business" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "profile" JSONB NOT NULL DEFAULT '{}',
    "messagesLimit" INTEGER NOT NULL DEFAULT 1000,
    "voiceMinutesLimit" DOUBLE PRECISION NOT NULL DEFAULT 100,
    "dataKey" TEXT NOT NULL,
    "suspendedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Business_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "role" "UserRole" NOT NULL DEFAULT 'BUSINESS_OWNER',
    "businessId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UserSession" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "userAgent" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "UserSession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "key" TEXT NOT NULL,
    "windowAt" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key","windowAt")
);

-- CreateTable
CREATE TABLE "AssetRoute" (
    "kind" "AssetKind" NOT NULL,
    "assetId" TEXT NOT NULL,
    "businessId" UUID NOT NULL,
    "integrationId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AssetRoute_pkey" PRIMARY KEY ("kind","assetId")
);

-- CreateTable
CREATE TABLE "WebhookLog" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "payload" JSONB,
    "processed" BOOLEAN NOT NULL DEFAULT false,
    "error" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "quarantinedAt" TIMESTAMPTZ(3),
    "processedAt" TIMESTAMPTZ(3),
    "secretIndex" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WebhookLog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookEvent" (
    "id" UUID NOT NULL,
    "webhookLogId" UUID NOT NULL,
    "businessId" UUID,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "assetKind" "AssetKind",
    "assetId" TEXT,
    "dedupeKey" TEXT NOT NULL,
    "result" "WebhookResult" NOT NULL,
    "error" TEXT,
    "messageId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WebhookEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookRefusal" (
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "WebhookRefusal_pkey" PRIMARY KEY ("minute","source","object","reason")
);

-- CreateTable
CREATE TABLE "AuditLog" (
    "id" UUID NOT NULL,
    "businessId" UUID,
    "actorId" UUID,
    "actorKind" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "targetType" TEXT,
    "targetId" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditLog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Integration" (
    "businessId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "type" "IntegrationType" NOT NULL,
    "status" "IntegrationStatus" NOT NULL DEFAULT 'ACTIVE',
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "tokenExpiry" TIMESTAMPTZ(3),
    "platformId" TEXT NOT NULL,
    "platformName" TEXT,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "statusReason" TEXT,
    "statusChangedAt" TIMESTAMPTZ(3),
    "sendingPausedUntil" TIMESTAMPTZ(3),
    "lastInboundAt" TIMESTAMPTZ(3),
    "lastOutboundAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Integration_pkey" PRIMARY KEY ("businessId","id")
);

-- CreateTable
CREATE TABLE "Customer" (
    "businessId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT,
    "username" TEXT,
    "phone" TEXT,
    "email" TEXT,
    "instagramId" TEXT,
    "facebookId" TEXT,
    "language" TEXT,
    "marketingOptOutAt" TIMESTAMPTZ(3),
    "optedOutAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Customer_pkey" PRIMARY KEY ("businessId","id")
);

-- CreateTable
CREATE TABLE "CustomerIdentity" (
    "businessId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "kind" "IdentityKind" NOT NULL,
    "scope" TEXT NOT NULL DEFAULT '',
    "value" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CustomerIdentity_pkey" PRIMARY KEY ("businessId","id")
);

-- CreateTable
CREATE TABLE "Conversation" (
    "businessId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "integrationId" UUID NOT NULL,
    "channel" "Channel" NOT NULL,
    "status" "ConversationStatus" NOT NULL DEFAULT 'OPEN',
    "handler" "ConversationHandler" NOT NULL DEFAULT 'AGENT',
    "handlerReason" TEXT,
    "assigneeId" UUID,
    "preview" TEXT NOT NULL DEFAULT '',
    "previewAuthor" "MessageAuthor",
    "lastMessageAt" TIMESTAMPTZ(3) NOT NULL,
    "lastInboundAt" TIMESTAMPTZ(3),
    "unreadCount" INTEGER NOT NULL DEFAULT 0,
    "waitingSince" TIMESTAMPTZ(3),
    "hasFailedSend" BOOLEAN NOT NULL DEFAULT false,
    "answerAt" TIMESTAMPTZ(3),
    "answerTries" INTEGER NOT NULL DEFAULT 0,
    "changedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Conversation_pkey" PRIMARY KEY ("businessId","id")
);

-- CreateTable
CREATE TABLE "Message" (
    "businessId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "conversationId" UUID NOT NULL,
    "integrationId" UUID NOT NULL,
    "direction" "MessageDirection" NOT NULL,
    "author" "MessageAuthor" NOT NULL,
    "authorUserId" UUID,
    "kind" "MessageKind" NOT NULL,
    "text" TEXT,
    "content" JSONB NOT NULL DEFAULT '{}',
    "providerMessageId" TEXT,
    "status" "MessageStatus" NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "quotedProviderMessageId" TEXT,
    "forwarded" TEXT,
    "referral" JSONB,
    "needsAnswer" BOOLEAN NOT NULL DEFAULT false,
    "isHistory" BOOLEAN NOT NULL DEFAULT false,
    "editedAt" TIMESTAMPTZ(3),
    "erasedAt" TIMESTAMPTZ(3),
    "agentRunId" UUID,
    "resendOfId" UUID,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "notBefore" TIMESTAMPTZ(3),
    "heldReason" TEXT,
    "sendingAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "deliveredAt" TIMESTAMPTZ(3),
    "readAt" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),
    "unknownAt" TIMESTAMPTZ(3),
    "failureReason" TEXT,
    "failureCode" INTEGER,
    "failureText" TEXT,
    "pricing" JSONB,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("businessId","id")
);

-- CreateTable
CREATE TABLE "Attachment" (
    "businessId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT NOT NULL,
    "providerMediaId" TEXT,
    "mimeType" TEXT,
    "sha256" TEXT,
    "fileName" TEXT,
    "isVoice" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("businessId","id")
);

-- CreateTable
CREATE TABLE "MessageReaction" (
    "businessId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "integrationId" UUID NOT NULL,
    "targetProviderMessageId" TEXT NOT NULL,
    "customerId" UUID NOT NULL,
    "emoji" TEXT,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MessageReaction_pkey" PRIMARY KEY ("businessId","id")
);

-- CreateTable
CREATE TABLE "MessageRevision" (
    "businessId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "text" TEXT,
    "replacedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MessageRevision_pkey" PRIMARY KEY ("businessId","id")
);

-- CreateTable
CREATE TABLE "ParkedReceipt" (
    "businessId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "integrationId" UUID NOT NULL,
    "providerMessageId" TEXT NOT NULL,
    "status" "ReceiptStatus" NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "errorCode" INTEGER,
    "errorText" TEXT,
    "pricing" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ParkedReceipt_pkey" PRIMARY KEY ("businessId","id")
);

-- CreateTable
CREATE TABLE "ProcessedEvent" (
    "businessId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProcessedEvent_pkey" PRIMARY KEY ("businessId","id")
);

-- CreateTable
CREATE TABLE "ConversationEvent" (
    "businessId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "conversationId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "userId" UUID,
    "text" TEXT NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ConversationEvent_pkey" PRIMARY KEY ("businessId","id")
);

-- CreateTable
CREATE TABLE "Template" (
    "businessId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "wabaId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "category" TEXT,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "rejection" JSONB,
    "statusAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Template_pkey" PRIMARY KEY ("businessId","id")
);

-- CreateTable
CREATE TABLE "AgentSettings" (
    "businessId" UUID NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "agentName" TEXT NOT NULL DEFAULT 'Assistant',
    "handoverText" TEXT NOT NULL DEFAULT 'I am passing this on to a colleague, who will answer you here.',
    "disclosureText" TEXT NOT NULL DEFAULT 'You are chatting with our automated assistant. Write "person" at any time to reach one of us.',
    "answerAt" DOUBLE PRECISION NOT NULL DEFAULT 0.5,
    "replyDelayMs" INTEGER NOT NULL DEFAULT 1500,
    "knowledgeVersion" INTEGER NOT NULL DEFAULT 0,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AgentSettings_pkey" PRIMARY KEY ("businessId")
);

-- CreateTable
CREATE TABLE "KnowledgeEntry" (
    "businessId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "question" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "variants" TEXT[],
    "language" TEXT NOT NULL DEFAULT 'en',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KnowledgeEntry_pkey" PRIMARY KEY ("businessId","id")
);

-- CreateTable
CREATE TABLE "AgentRun" (
    "businessId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "conversationId" UUID NOT NULL,
    "triggerMessageId" UUID NOT NULL,
    "engine" TEXT NOT NULL,
    "outcome" "AgentOutcome" NOT NULL DEFAULT 'RUNNING',
    "handoverReason" TEXT,
    "sourceIds" UUID[],
    "found" JSONB NOT NULL DEFAULT '[]',
    "topProbability" DOUBLE PRECISION,
    "noneProbability" DOUBLE PRECISION,
    "error" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),
    "latencyMs" INTEGER,

    CONSTRAINT "AgentRun_pkey" PRIMARY KEY ("businessId","id")
);

-- CreateTable
CREATE TABLE "UsageEntry" (
    "businessId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "UsageKind" NOT NULL,
    "amount" INTEGER NOT NULL,
    "period" TEXT NOT NULL,
    "idempotencyKey" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "UsageEntry_pkey" PRIMARY KEY ("businessId","id")
);

-- CreateTable
CREATE TABLE "UsagePeriod" (
    "businessId" UUID NOT NULL,
    "period" TEXT NOT NULL,
    "messagesUsed" INTEGER NOT NULL DEFAULT 0,
    "voiceSecondsUsed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "UsagePeriod_pkey" PRIMARY KEY ("businessId","period")
);

-- CreateIndex
CREATE UNIQUE INDEX "Business_slug_key" ON "Business"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "User_businessId_id_key" ON "User"("businessId", "id");

-- CreateIndex
CREATE INDEX "UserSession_userId_idx" ON "UserSession"("userId");

-- CreateIndex
CREATE INDEX "AssetRoute_businessId_idx" ON "AssetRoute"("businessId");

-- CreateIndex
CREATE INDEX "WebhookLog_source_createdAt_idx" ON "WebhookLog"("source", "createdAt");

-- CreateIndex
CREATE INDEX "WebhookLog_processed_idx" ON "WebhookLog"("processed");

-- CreateIndex
CREATE INDEX "WebhookEvent_webhookLogId_idx" ON "WebhookEvent"("webhookLogId");

-- CreateIndex
CREATE INDEX "WebhookEvent_businessId_createdAt_idx" ON "WebhookEvent"("businessId", "createdAt");

-- CreateIndex
CREATE INDEX "WebhookEvent_result_createdAt_idx" ON "WebhookEvent"("result", "createdAt");

-- CreateIndex
CREATE INDEX "AuditLog_businessId_createdAt_idx" ON "AuditLog"("businessId", "createdAt");

-- CreateIndex
CREATE INDEX "Integration_businessId_status_idx" ON "Integration"("businessId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "Integration_businessId_type_platformId_key" ON "Integration"("businessId", "type", "platformId");

-- CreateIndex
CREATE INDEX "Customer_businessId_name_idx" ON "Customer"("businessId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Customer_businessId_instagramId_key" ON "Customer"("businessId", "instagramId");

-- CreateIndex
CREATE UNIQUE INDEX "Customer_businessId_facebookId_key" ON "Customer"("businessId", "facebookId");

-- CreateIndex
CREATE INDEX "CustomerIdentity_businessId_customerId_idx" ON "CustomerIdentity"("businessId", "customerId");

-- CreateIndex
CREATE UNIQUE INDEX "CustomerIdentity_businessId_kind_scope_value_key" ON "CustomerIdentity"("businessId", "kind", "scope", "value");

-- CreateIndex
CREATE INDEX "Conversation_businessId_lastMessageAt_id_idx" ON "Conversation"("businessId", "lastMessageAt", "id");

-- CreateIndex
CREATE INDEX "Conversation_businessId_handler_lastMessageAt_id_idx" ON "Conversation"("businessId", "handler", "lastMessageAt", "id");

-- CreateIndex
CREATE INDEX "Conversation_businessId_changedAt_idx" ON "Conversation"("businessId", "changedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Conversation_businessId_integrationId_customerId_key" ON "Conversation"("businessId", "integrationId", "customerId");

-- CreateIndex
CREATE INDEX "Message_businessId_conversationId_occurredAt_id_idx" ON "Message"("businessId", "conversationId", "occurredAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Message_businessId_integrationId_providerMessageId_key" ON "Message"("businessId", "integrationId", "providerMessageId");

-- CreateIndex
CREATE INDEX "Attachment_businessId_messageId_idx" ON "Attachment"("businessId", "messageId");

-- CreateIndex
CREATE UNIQUE INDEX "MessageReaction_businessId_integrationId_targetProviderMess_key" ON "MessageReaction"("businessId", "integrationId", "targetProviderMessageId", "customerId");

-- CreateIndex
CREATE INDEX "MessageRevision_businessId_messageId_idx" ON "MessageRevision"("businessId", "messageId");

-- CreateIndex
CREATE UNIQUE INDEX "ParkedReceipt_businessId_integrationId_providerMessageId_st_key" ON "ParkedReceipt"("businessId", "integrationId", "providerMessageId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "ProcessedEvent_businessId_key_key" ON "ProcessedEvent"("businessId", "key");

-- CreateIndex
CREATE INDEX "ConversationEvent_businessId_conversationId_occurredAt_idx" ON "ConversationEvent"("businessId", "conversationId", "occurredAt");

-- CreateIndex
CREATE UNIQUE INDEX "Template_businessId_wabaId_providerId_key" ON "Template"("businessId", "wabaId", "providerId");

-- CreateIndex
CREATE INDEX "AgentRun_businessId_conversationId_startedAt_idx" ON "AgentRun"("businessId", "conversationId", "startedAt");

-- CreateIndex
CREATE INDEX "UsageEntry_businessId_period_idx" ON "UsageEntry"("businessId", "period");

-- CreateIndex
CREATE UNIQUE INDEX "UsageEntry_businessId_idempotencyKey_key" ON "UsageEntry"("businessId", "idempotencyKey");

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserSession" ADD CONSTRAINT "UserSession_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AssetRoute" ADD CONSTRAINT "AssetRoute_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookEvent" ADD CONSTRAINT "WebhookEvent_webhookLogId_fkey" FOREIGN KEY ("webhookLogId") REFERENCES "WebhookLog"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Integration" ADD CONSTRAINT "Integration_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Customer" ADD CONSTRAINT "Customer_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CustomerIdentity" ADD CONSTRAINT "CustomerIdentity_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CustomerIdentity" ADD CONSTRAINT "CustomerIdentity_businessId_customerId_fkey" FOREIGN KEY ("businessId", "customerId") REFERENCES "Customer"("businessId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_businessId_customerId_fkey" FOREIGN KEY ("businessId", "customerId") REFERENCES "Customer"("businessId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_businessId_integrationId_fkey" FOREIGN KEY ("businessId", "integrationId") REFERENCES "Integration"("businessId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_businessId_assigneeId_fkey" FOREIGN KEY ("businessId", "assigneeId") REFERENCES "User"("businessId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_businessId_conversationId_fkey" FOREIGN KEY ("businessId", "conversationId") REFERENCES "Conversation"("businessId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_businessId_integrationId_fkey" FOREIGN KEY ("businessId", "integrationId") REFERENCES "Integration"("businessId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_businessId_authorUserId_fkey" FOREIGN KEY ("businessId", "authorUserId") REFERENCES "User"("businessId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_businessId_messageId_fkey" FOREIGN KEY ("businessId", "messageId") REFERENCES "Message"("businessId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageReaction" ADD CONSTRAINT "MessageReaction_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageReaction" ADD CONSTRAINT "MessageReaction_businessId_customerId_fkey" FOREIGN KEY ("businessId", "customerId") REFERENCES "Customer"("businessId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageRevision" ADD CONSTRAINT "MessageRevision_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageRevision" ADD CONSTRAINT "MessageRevision_businessId_messageId_fkey" FOREIGN KEY ("businessId", "messageId") REFERENCES "Message"("businessId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ParkedReceipt" ADD CONSTRAINT "ParkedReceipt_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProcessedEvent" ADD CONSTRAINT "ProcessedEvent_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConversationEvent" ADD CONSTRAINT "ConversationEvent_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConversationEvent" ADD CONSTRAINT "ConversationEvent_businessId_conversationId_fkey" FOREIGN KEY ("businessId", "conversationId") REFERENCES "Conversation"("businessId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Template" ADD CONSTRAINT "Template_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgentSettings" ADD CONSTRAINT "AgentSettings_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KnowledgeEntry" ADD CONSTRAINT "KnowledgeEntry_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgentRun" ADD CONSTRAINT "AgentRun_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgentRun" ADD CONSTRAINT "AgentRun_businessId_conversationId_fkey" FOREIGN KEY ("businessId", "conversationId") REFERENCES "Conversation"("businessId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageEntry" ADD CONSTRAINT "UsageEntry_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsagePeriod" ADD CONSTRAINT "UsagePeriod_businessId_fkey" FOREIGN KEY ("businessId") REFERENCES "Business"("id") ON DELETE CASCADE ON UPDATE CASCADE;
