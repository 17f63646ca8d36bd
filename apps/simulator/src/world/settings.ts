import { z } from "zod";

/**
 * The switches for what Meta leaves open or does differently from day to day. The product has to work with either value.
 */
export const settingsSchema = z.strictObject({
  /** Whether a free-form send outside the 24 hour window is refused at once or fails later by a status. */
  window_closed: z.enum(["sync", "async"]).default("async"),
  /** "off" lets the business write at any time: for tests that are about something else. */
  window: z.enum(["enforced", "off"]).default("enforced"),
  webhook_body: z.enum(["escaped", "utf8"]).default("escaped"),
  webhook_timeout_ms: z.int().min(1000).max(30_000).default(5000),
  webhook_only_200: z.boolean().default(false),
  webhook_retry: z.enum(["wa36h", "wa7d", "off"]).default("wa36h"),
  webhook_parallelism: z.int().min(1).max(64).default(8),
  /** "per_person" never has two POSTs about one person on the wire; "none" sends everything at once. */
  webhook_order: z.enum(["per_person", "none"]).default("per_person"),
  webhook_batching: z.enum(["off", "count", "time"]).default("off"),
  webhook_batch_count: z.int().min(1).max(1000).default(100),
  webhook_batch_ms: z.int().min(1).max(60_000).default(200),
  /** Business messages to one person: one each `pair_interval_ms`, with a burst of `pair_burst` borrowed ahead. */
  pair_burst: z.int().min(1).default(45),
  pair_interval_ms: z.int().min(1).default(6000),
  app_calls_per_hour: z.int().min(1).nullable().default(null),
  waba_calls_per_hour: z.int().min(1).default(5000),
});

export type Settings = z.infer<typeof settingsSchema>;
