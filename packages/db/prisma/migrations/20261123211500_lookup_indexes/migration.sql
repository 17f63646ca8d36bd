-- CreateIndex
CREATE INDEX "AgentRun_businessId_triggerMessageId_idx" ON "AgentRun"("businessId", "triggerMessageId");

-- Today's messages of the whole installation: rows lie in the order in which they were received. An index of this kind
-- serves each of its columns alone.
-- CreateIndex
CREATE INDEX "Message_businessId_receivedAt_idx" ON "Message" USING BRIN ("businessId", "receivedAt");

-- Whether somebody has sent a message again: few messages are.
CREATE INDEX "Message_resendOf" ON "Message" ("businessId", "resendOfId") WHERE "resendOfId" IS NOT NULL;
-- The inbox: who waits for a person, longest first, and what a member has taken over, newest first.
CREATE INDEX "Conversation_open_waiting" ON "Conversation" ("businessId", handler, coalesce("waitingSince", "lastMessageAt"), id) WHERE status = 'OPEN';
CREATE INDEX "Conversation_open_assigned" ON "Conversation" ("businessId", "assigneeId", "lastMessageAt", id) WHERE status = 'OPEN';
