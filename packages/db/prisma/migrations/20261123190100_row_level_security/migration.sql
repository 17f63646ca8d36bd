-- The three roles. `pnpm db:migrate` has made them already, with their passwords; a database migrated by the ordinary
-- Prisma CLI gets them here, without the right to sign in until it is given.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'frontdesk_app') THEN
    CREATE ROLE frontdesk_app NOSUPERUSER NOBYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'frontdesk_operator') THEN
    CREATE ROLE frontdesk_operator NOLOGIN NOSUPERUSER NOBYPASSRLS;
  END IF;
EXCEPTION
  -- Another database of the same cluster is being migrated at the same moment: roles belong to the cluster.
  WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

-- Which businesses the transaction may touch, as its door set them; none when no door did.
CREATE FUNCTION app_business_ids() RETURNS uuid[]
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('app.business_ids', true), '')::uuid[] $$;

-- Tenant tables: one policy for the application, one for the operator.
DO $$
DECLARE
  tenant text;
BEGIN
  FOREACH tenant IN ARRAY ARRAY[
    'Integration', 'Customer', 'CustomerIdentity', 'Conversation', 'Message', 'Attachment', 'MessageReaction',
    'MessageRevision', 'ParkedReceipt', 'ProcessedEvent', 'ConversationEvent', 'Template', 'AgentSettings',
    'KnowledgeEntry', 'AgentRun', 'UsageEntry', 'UsagePeriod', 'User'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant);
    EXECUTE format(
      'CREATE POLICY tenant ON %I TO frontdesk_app USING ("businessId" = ANY((SELECT app_business_ids())::uuid[])) WITH CHECK ("businessId" = ANY((SELECT app_business_ids())::uuid[]))',
      tenant);
    EXECUTE format('CREATE POLICY operator ON %I TO frontdesk_operator USING (true) WITH CHECK (true)', tenant);
  END LOOP;
END
$$;

-- The business itself.
ALTER TABLE "Business" ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "Business" TO frontdesk_app
  USING (id = ANY((SELECT app_business_ids())::uuid[])) WITH CHECK (id = ANY((SELECT app_business_ids())::uuid[]));
CREATE POLICY operator ON "Business" TO frontdesk_operator USING (true) WITH CHECK (true);

-- What may belong to a business or to none: rows of none are the installation's, written by anyone, read by the operator.
DO $$
DECLARE
  mixed text;
BEGIN
  FOREACH mixed IN ARRAY ARRAY['AuditLog', 'WebhookEvent'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', mixed);
    EXECUTE format(
      'CREATE POLICY tenant_read ON %I FOR SELECT TO frontdesk_app USING ("businessId" = ANY((SELECT app_business_ids())::uuid[]))', mixed);
    EXECUTE format(
      'CREATE POLICY tenant_write ON %I FOR INSERT TO frontdesk_app WITH CHECK ("businessId" IS NULL OR "businessId" = ANY((SELECT app_business_ids())::uuid[]))',
      mixed);
    EXECUTE format('CREATE POLICY operator ON %I TO frontdesk_operator USING (true) WITH CHECK (true)', mixed);
  END LOOP;
END
$$;

-- Rights: rows only, for both roles; append-only tables can't be changed by either.
GRANT USAGE ON SCHEMA public TO frontdesk_app, frontdesk_operator;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO frontdesk_app, frontdesk_operator;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO frontdesk_app, frontdesk_operator;
REVOKE UPDATE, DELETE ON "AuditLog", "UsageEntry" FROM frontdesk_app, frontdesk_operator;
DO $$
BEGIN
  -- Prisma's record of migrations is read at start-up and never written by the application.
  IF to_regclass('public."_prisma_migrations"') IS NOT NULL THEN
    REVOKE ALL ON "_prisma_migrations" FROM frontdesk_app, frontdesk_operator;
    GRANT SELECT ON "_prisma_migrations" TO frontdesk_app;
  END IF;
END
$$;

-- What the inbound worker claims: unprocessed deliveries that are due, oldest first.
CREATE INDEX "WebhookLog_claim" ON "WebhookLog" ("nextAttemptAt", id) WHERE processed = false AND "quarantinedAt" IS NULL;
-- What the agent's turn and the delivery of a conversation read first.
CREATE INDEX "Message_needsAnswer" ON "Message" ("businessId", "conversationId", "occurredAt", id) WHERE "needsAnswer";
CREATE INDEX "Message_outbox" ON "Message" ("businessId", "conversationId", id) WHERE status IN ('QUEUED', 'SENDING');
-- What the sweep looks for across businesses.
CREATE INDEX "Conversation_answerAt" ON "Conversation" ("answerAt") WHERE "answerAt" IS NOT NULL;
CREATE INDEX "Message_unsettled" ON "Message" (status, "unknownAt") WHERE status IN ('QUEUED', 'SENDING', 'UNKNOWN');
