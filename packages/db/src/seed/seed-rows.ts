/** The tables that the seed fills, in an order that foreign keys allow. */
export const seedTables = [
  "Business",
  "User",
  "AgentSettings",
  "KnowledgeEntry",
  "Integration",
  "AssetRoute",
  "Customer",
  "CustomerIdentity",
  "Conversation",
  "AgentRun",
  "Message",
  "Attachment",
  "MessageRevision",
  "MessageReaction",
  "ConversationEvent",
  "UsageEntry",
  "UsagePeriod",
] as const;

export type SeedTable = (typeof seedTables)[number];

/** A row as JSON knows it, by column; dates are Date objects. */
export type SeedRow = Record<string, unknown>;

export type SeedRows = Record<SeedTable, SeedRow[]>;

export function createEmptyRows(): SeedRows {
  return Object.fromEntries(seedTables.map((table) => [table, []])) as unknown as SeedRows;
}
