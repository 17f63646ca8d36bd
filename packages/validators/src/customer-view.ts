import { z } from "zod";
import { channelSchema, identityKindSchema } from "./channel.ts";
import { idSchema } from "./paging.ts";

export const customerDetailSchema = z.object({
  id: idSchema,
  displayName: z.string(),
  name: z.string().nullable(),
  username: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  language: z.string().nullable(),
  marketingOptOutAt: z.date().nullable(),
  optedOutAt: z.date().nullable(),
  createdAt: z.date(),
  identities: z.array(z.object({ kind: identityKindSchema, value: z.string() })),
  conversations: z.array(
    z.object({ id: idSchema, channel: channelSchema, lastMessageAt: z.date(), preview: z.string() }),
  ),
});
export type CustomerDetail = z.infer<typeof customerDetailSchema>;
