import { z } from "zod";

/** The answer to a send. 200 means accepted, not delivered. Everything but the message id may change or be absent. */
export const sendResponseSchema = z.object({
  messages: z.tuple([z.object({ id: z.string().min(1) })], z.unknown()),
});

/** The fields of a phone number that a connection shows. */
export const phoneNumberSchema = z.object({
  id: z.coerce.string().min(1),
  display_phone_number: z.string().optional().catch(undefined),
  verified_name: z.string().optional().catch(undefined),
  quality_rating: z.string().optional().catch(undefined),
  code_verification_status: z.string().optional().catch(undefined),
  platform_type: z.string().optional().catch(undefined),
  status: z.string().optional().catch(undefined),
});
