/** Messages of one conversation of the load data. */
const messagesEach = 10;

/** A function of the session that makes ids as `createSeedIds` does in kind: version 7 by time, the rest from the key. */
export const makeIdFunction = `
  CREATE OR REPLACE FUNCTION pg_temp.seed_id(key text, at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(h, 1, 3) || 'a' || substr(h, 4, 3) || substr(h, 7, 12))::uuid
    FROM (SELECT md5(key) AS h) digest
  $$`;

/**
 * The plan of a range of conversations, from which all rows are made: $1 business, $2 integration, $3 owner, $4 seed,
 * $5 first and $6 last number, $7 how many there are in all, $8 now. Ages spread over 60 days, denser towards now; of 20
 * conversations 13 are the agent's, 2 need a person, 2 are a member's, 3 are resolved.
 */
export const makePlan = `
  CREATE TEMP TABLE plan ON COMMIT DROP AS
  SELECT i, $1::uuid AS business, $2::uuid AS integration, $3::uuid AS owner, $4 || ':' || i AS key, i % 20 AS kind,
    date_trunc('milliseconds', $8::timestamptz - interval '2 minutes' - power(i::float / $7, 2) * interval '60 days') AS last_at,
    (40 + i % 50) * interval '1 second' AS gap
  FROM generate_series($5::int, $6::int) AS i`;

const customerId = `pg_temp.seed_id(key || ':customer', last_at - interval '1 hour')`;
const conversationId = `pg_temp.seed_id(key || ':conversation', last_at - ${messagesEach - 1} * gap)`;
const lastAgentText = `CASE WHEN kind IN (13, 14) THEN 'I am passing this on to a colleague, who will answer you here.' WHEN kind IN (15, 16) THEN 'I have looked into it: all done.' ELSE (pg_temp.agent_texts())[1 + i % 6] END`;

export const makeTextFunctions = [
  `CREATE OR REPLACE FUNCTION pg_temp.customer_texts() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$ SELECT ARRAY[
    'Hi, are you open on Saturday?', 'How much is delivery?', 'Can I pay by card?', 'where can I park', 'Is there a discount for students?',
    'I need to change my appointment', 'when will my order arrive', 'Do you have gluten-free options?', 'thank you!', 'Could you send me the address please',
    'My parcel is damaged 😕', 'ok great'] $$`,
  `CREATE OR REPLACE FUNCTION pg_temp.agent_texts() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$ SELECT ARRAY[
    'We are open Monday to Saturday from 9:00 to 18:00.', 'Standard delivery costs $4.90 and is free over $50.', 'You can pay by card, cash or bank transfer.',
    'There is a public car park 100 m away.', 'Orders placed before 14:00 leave the same day.', 'You''re welcome!'] $$`,
];

/** Inserts in the order that foreign keys allow; each reads `plan` alone. */
export const insertStatements = [
  `INSERT INTO "Customer" ("businessId", id, name, phone, "createdAt", "updatedAt")
   SELECT business, ${customerId}, (ARRAY['Ava','Ben','Chloe','Dario','Elif','Femi','Greta','Hugo','Iris','Jonas','Kira'])[1 + i % 11]
     || ' ' || (ARRAY['Adams','Brown','Costa','Diaz','Evans','Fischer','Garcia','Hansen','Ito','Jensen','Khan','Lopez','Meyer'])[1 + i % 13],
     '1999' || lpad(i::text, 8, '0'), last_at - interval '1 hour', last_at - interval '1 hour' FROM plan`,
  `INSERT INTO "CustomerIdentity" ("businessId", id, "customerId", kind, scope, value, "createdAt")
   SELECT business, pg_temp.seed_id(key || ':identity', last_at - interval '1 hour'), ${customerId}, 'WA_ID', '',
     '1999' || lpad(i::text, 8, '0'), last_at - interval '1 hour' FROM plan`,
  `INSERT INTO "Conversation" ("businessId", id, "customerId", "integrationId", channel, status, handler, "handlerReason", "assigneeId",
     preview, "previewAuthor", "lastMessageAt", "lastInboundAt", "unreadCount", "waitingSince", "changedAt", "createdAt")
   SELECT business, ${conversationId}, ${customerId}, integration, 'WHATSAPP',
     (CASE WHEN kind >= 17 THEN 'RESOLVED' ELSE 'OPEN' END)::"ConversationStatus",
     (CASE WHEN kind IN (13, 14) THEN 'NEEDS_PERSON' WHEN kind IN (15, 16) THEN 'MEMBER' ELSE 'AGENT' END)::"ConversationHandler",
     CASE WHEN kind IN (13, 14) THEN 'No stored answer fits' END, CASE WHEN kind IN (15, 16) THEN owner END,
     ${lastAgentText}, (CASE WHEN kind IN (15, 16) THEN 'MEMBER' ELSE 'AGENT' END)::"MessageAuthor", last_at, last_at - gap,
     CASE WHEN kind IN (13, 14) THEN ${messagesEach / 2} ELSE 0 END, CASE WHEN kind IN (13, 14) THEN last_at - gap END,
     last_at, last_at - ${messagesEach - 1} * gap
   FROM plan`,
  `INSERT INTO "Message" ("businessId", id, "conversationId", "integrationId", direction, author, "authorUserId", kind, text, "providerMessageId",
     status, "occurredAt", "receivedAt", attempts, "sendingAt", "sentAt", "deliveredAt", "readAt")
   SELECT business, pg_temp.seed_id(key || ':message:' || k, at), ${conversationId}, integration,
     (CASE WHEN inbound THEN 'INBOUND' ELSE 'OUTBOUND' END)::"MessageDirection",
     (CASE WHEN inbound THEN 'CUSTOMER' WHEN k = ${messagesEach} AND kind IN (15, 16) THEN 'MEMBER' ELSE 'AGENT' END)::"MessageAuthor",
     CASE WHEN k = ${messagesEach} AND kind IN (15, 16) THEN owner END, 'TEXT',
     CASE WHEN inbound THEN (pg_temp.customer_texts())[1 + (i * 7 + k) % 12]
       WHEN k = ${messagesEach} THEN ${lastAgentText} ELSE (pg_temp.agent_texts())[1 + (i * 5 + k) % 6] END,
     'wamid.load' || md5(key || ':' || k), (CASE WHEN inbound THEN 'RECEIVED' ELSE 'READ' END)::"MessageStatus", at, at,
     CASE WHEN inbound THEN 0 ELSE 1 END, CASE WHEN NOT inbound THEN at END, CASE WHEN NOT inbound THEN at + interval '1 second' END,
     CASE WHEN NOT inbound THEN at + interval '2 seconds' END, CASE WHEN NOT inbound THEN at + interval '9 seconds' END
   FROM (SELECT plan.*, k, k % 2 = 1 AS inbound, last_at - (${messagesEach} - k) * gap AS at FROM plan, generate_series(1, ${messagesEach}) AS k) AS told`,
  `INSERT INTO "ConversationEvent" ("businessId", id, "conversationId", kind, text, "userId", "occurredAt")
   SELECT business, pg_temp.seed_id(key || ':event', last_at), ${conversationId},
     CASE WHEN kind IN (13, 14) THEN 'handed_over' WHEN kind IN (15, 16) THEN 'taken_over' ELSE 'resolved' END,
     CASE WHEN kind IN (13, 14) THEN 'Handed over: No stored answer fits' WHEN kind IN (15, 16) THEN 'Load Owner took over' ELSE 'Resolved' END,
     CASE WHEN kind >= 15 THEN owner END, last_at
   FROM plan WHERE kind >= 13`,
];
