import { coreEnvShape, parseEnv } from "@frontdesk/core/env";
import { z } from "zod";

const shape = {
  ...coreEnvShape,
  /** Where /live and /ready answer, on loopback. */
  WORKER_HEALTH_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  /** Conversations that one worker answers, and delivers, at the same time. */
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(8),
};

/** The worker's settings. @throws ConfigurationError with a sentence for the operator */
export function readEnv() {
  return parseEnv(shape, process.env);
}
