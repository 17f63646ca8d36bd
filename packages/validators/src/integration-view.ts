import { z } from "zod";
import { integrationStatusSchema, integrationTypeSchema } from "./channel.ts";
import { idSchema } from "./paging.ts";

export const integrationViewSchema = z.object({
  id: idSchema,
  type: integrationTypeSchema,
  status: integrationStatusSchema,
  statusReason: z.string().nullable(),
  platformName: z.string().nullable(),
  /** The number, handle or Page name as people know it. */
  displayId: z.string().nullable(),
  tokenExpiry: z.date().nullable(),
  lastInboundAt: z.date().nullable(),
  lastOutboundAt: z.date().nullable(),
  createdAt: z.date(),
});
export type IntegrationView = z.infer<typeof integrationViewSchema>;
