import { z } from "zod";

/** An opaque place in a list: given back as it came. */
export const cursorSchema = z.string().min(1).max(200);

export const pageInputSchema = z.object({
  cursor: cursorSchema.nullish(),
  limit: z.number().int().min(1).max(100).default(30),
  /** Sent along by the client's infinite lists; pages are only ever asked for forward. */
  direction: z.enum(["forward", "backward"]).optional(),
});

export const idSchema = z.uuid();
