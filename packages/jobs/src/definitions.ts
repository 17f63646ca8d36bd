import { z } from "zod";

const conversationWork = z.object({ businessId: z.uuid(), conversationId: z.uuid() });

/**
 * Every job: what it carries (ids only; rows decide), what its key is, how often a crashed try is repeated.
 *
 * A key means "this conversation has work". Queues with the policy `stately` hold at most one waiting and one running job
 * per key, so the queue never holds a row per message, and order comes from the messages. Handlers keep their own back-off
 * in columns and do not throw for expected failures: pg-boss's retries are for crashes alone.
 */
export const jobDefinitions = {
  "answer-conversation": {
    payload: conversationWork,
    key: (payload: z.infer<typeof conversationWork>) => payload.conversationId,
    policy: "stately",
  },
  deliver: {
    payload: conversationWork,
    key: (payload: z.infer<typeof conversationWork>) => payload.conversationId,
    policy: "stately",
  },
  "settle-unknown": {
    payload: z.object({ businessId: z.uuid(), messageId: z.uuid() }),
    key: (payload: { messageId: string }) => payload.messageId,
    policy: "stately",
  },
  "resume-deliveries": {
    payload: z.object({ businessId: z.uuid(), integrationId: z.uuid() }),
    key: (payload: { integrationId: string }) => payload.integrationId,
    policy: "stately",
  },
  "sweep-unfinished-work": {
    payload: z.object({}),
    key: () => "all",
    policy: "stately",
  },
} as const satisfies Record<string, JobDefinition>;

type JobDefinition = {
  // biome-ignore lint/suspicious/noExplicitAny: each job's key takes its own payload
  payload: z.ZodType<any>;
  // biome-ignore lint/suspicious/noExplicitAny: each job's key takes its own payload
  key: (payload: any) => string;
  policy: "stately";
};

export type JobName = keyof typeof jobDefinitions;
export type JobPayload<N extends JobName> = z.infer<(typeof jobDefinitions)[N]["payload"]>;

/** What a queue is created with. A worker that stops beating is taken to be dead after `heartbeatSeconds`. */
export const QUEUE_OPTIONS = {
  notify: true,
  retryLimit: 20,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  heartbeatSeconds: 20,
  expireInSeconds: 300,
  retentionSeconds: 14 * 86_400,
  deleteAfterSeconds: 3_600,
} as const;

/** Failed jobs of every queue end here, with their payload, for a person to look at and redrive. */
export const DEAD_LETTER_QUEUE = "dead-letters";
