import { z } from "zod";
import { idSchema } from "./paging.ts";

export const agentOverviewSchema = z.object({
  enabled: z.boolean(),
  agentName: z.string(),
  handoverText: z.string(),
  disclosureText: z.string(),
  /** Which engine answers ("embedded": quotes stored answers, no language model). */
  engine: z.string(),
  usage: z.object({ period: z.string(), messagesUsed: z.number().int(), messagesLimit: z.number().int() }),
});

export const knowledgeEntrySchema = z.object({
  id: idSchema,
  question: z.string(),
  answer: z.string(),
  variants: z.array(z.string()),
  language: z.string(),
  enabled: z.boolean(),
  updatedAt: z.date(),
});
export type KnowledgeEntryView = z.infer<typeof knowledgeEntrySchema>;
