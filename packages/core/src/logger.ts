import { type Logger as PinoLogger, pino, stdTimeFunctions } from "pino";

/** Ids, counts and outcomes that a log line may hold. No texts, names, numbers or tokens: there is no field for them. */
export type LogFields = {
  stage?: string;
  outcome?: string;
  requestId?: string;
  businessId?: string;
  conversationId?: string;
  messageId?: string;
  integrationId?: string;
  webhookLogId?: string;
  jobName?: string;
  count?: number;
  ms?: number;
  code?: number | string;
  reason?: string;
  error?: unknown;
};

export type Logger = {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
};

/** Logs JSON lines to stdout. Errors are cut to their name, code and stack: database errors print the values of a query. */
export function createLogger(options: { level: string; process: string }): Logger {
  const logger: PinoLogger = pino({
    level: options.level,
    base: { process: options.process },
    timestamp: stdTimeFunctions.isoTime,
    serializers: { error: describeError },
    redact: ["*.authorization", "*.access_token", "*.cookie", "*.text", "*.phone"],
  });
  const at =
    (level: "debug" | "info" | "warn" | "error") =>
    (message: string, fields: LogFields = {}) =>
      logger[level](fields, message);
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code } = error as { code?: unknown };
  const isOurs = error.name === "DomainError" || error.name === "ChannelError" || error.name === "ConfigurationError";
  return {
    name: error.name,
    ...(typeof code === "string" || typeof code === "number" ? { code } : {}),
    // Prisma and PostgreSQL put the values of a failed statement in the message: only ours are safe to print.
    ...(isOurs ? { message: error.message } : {}),
    stack: framesOf(error),
    ...(error.cause ? { cause: describeError(error.cause) } : {}),
  };
}

/** The way to the error, without its message: that stands before it and may hold lines that look like a part of it. */
function framesOf({ stack = "", message }: Error): string {
  const start = stack.indexOf(message);
  return (start < 0 ? stack : stack.slice(start + message.length))
    .split("\n")
    .filter((line) => /^ {4}at .+(:\d+:\d+|<anonymous>)\)?$/.test(line))
    .slice(0, 12)
    .join("\n");
}
