import { z } from "zod";
import { cursorSchema, idSchema, pageInputSchema } from "./paging.ts";
import { textSchema } from "./text.ts";

export const adminBusinessListInputSchema = pageInputSchema
  .extend({ search: textSchema.trim().max(100).default("") })
  .strict();

export const adminBusinessSchema = z.object({
  id: idSchema,
  name: z.string(),
  slug: z.string(),
  messagesLimit: z.number().int(),
  messagesUsed: z.number().int(),
  members: z.number().int(),
  integrations: z.number().int(),
  createdAt: z.date(),
  suspendedAt: z.date().nullable(),
});
export type AdminBusiness = z.infer<typeof adminBusinessSchema>;

export const adminBusinessListSchema = z.object({
  items: z.array(adminBusinessSchema),
  nextCursor: cursorSchema.nullable(),
});

export const adminStatsSchema = z.object({
  businesses: z.number().int(),
  integrations: z.record(z.string(), z.number().int()),
  messagesToday: z.object({ inbound: z.number().int(), outbound: z.number().int() }),
  webhooksWaiting: z.number().int(),
  webhooksQuarantined: z.number().int(),
  refusalsLastHour: z.number().int(),
});
