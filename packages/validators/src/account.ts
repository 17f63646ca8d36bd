import { z } from "zod";
import { idSchema } from "./paging.ts";
import { userRoleSchema } from "./role.ts";
import { textSchema } from "./text.ts";

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email("Write an e-mail address like name@example.com"));

/** At least 10 characters; length is what protects, so no rules about signs. 200 bounds the work of hashing. */
export const passwordSchema = z.string().min(10, "Use at least 10 characters").max(200, "Use at most 200 characters");

export const signInInputSchema = z
  .object({ email: emailSchema, password: z.string().min(1, "Write your password").max(200) })
  .strict();

export const registerInputSchema = z
  .object({
    businessName: textSchema.trim().min(1, "Write the name of your business").max(120),
    name: textSchema.trim().min(1, "Write your name").max(120),
    email: emailSchema,
    password: passwordSchema,
  })
  .strict();
export type RegisterInput = z.infer<typeof registerInputSchema>;

export const meSchema = z.object({
  user: z.object({ id: idSchema, name: z.string(), email: z.string(), role: userRoleSchema }),
  business: z.object({ id: idSchema, name: z.string(), timezone: z.string() }).nullable(),
  /** The demo's phone page, where one can write as a customer; null in live mode. */
  phonePageUrl: z.string().nullable(),
});
export type Me = z.infer<typeof meSchema>;

export const sessionViewSchema = z.object({
  id: idSchema,
  userAgent: z.string().nullable(),
  createdAt: z.date(),
  lastSeenAt: z.date(),
  isCurrent: z.boolean(),
});
