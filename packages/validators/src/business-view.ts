import { z } from "zod";
import { idSchema } from "./paging.ts";
import { userRoleSchema } from "./role.ts";
import { textSchema } from "./text.ts";

export const memberSchema = z.object({
  id: idSchema,
  name: z.string(),
  email: z.string(),
  role: userRoleSchema,
  createdAt: z.date(),
});

export const businessViewSchema = z.object({
  id: idSchema,
  name: z.string(),
  timezone: z.string(),
  messagesLimit: z.number().int(),
  voiceMinutesLimit: z.number(),
});

export const businessUpdateInputSchema = z
  .object({
    name: textSchema.trim().min(1, "Write the name of your business").max(120).optional(),
    timezone: z.string().max(60).refine(isTimeZone, "Choose a time zone from the list").optional(),
  })
  .strict();

/** By use, not by the engine's list: browsers differ in which of two names for one zone they list (Asia/Calcutta, Asia/Kolkata). */
function isTimeZone(zone: string): boolean {
  if (zone !== "UTC" && !zone.includes("/")) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
