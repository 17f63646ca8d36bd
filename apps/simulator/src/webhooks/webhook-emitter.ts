import type { WebhookUpdate } from "./webhook-update.ts";

export type WebhookEmitter = {
  /** Tells the product about a change; resolves after the first attempt, whatever came of it, or at once if none is made. */
  emit(update: WebhookUpdate): Promise<void>;
  /** Sends what waits for company in a batch now. */
  flush(): void;
  /** Takes up the unfinished deliveries of a restored world. */
  resume(): void;
  clear(): void;
};
