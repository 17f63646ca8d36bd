import { type DomainErrorCode, isDomainError } from "@frontdesk/core/domain-error";
import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";

type TrpcCode = TRPCError["code"];

/** The one table: what core refuses → tRPC's code and the HTTP status that goes with it. */
const ERROR_TABLE: Record<DomainErrorCode, { trpc: TrpcCode; httpStatus: number }> = {
  NOT_FOUND: { trpc: "NOT_FOUND", httpStatus: 404 },
  UNAUTHENTICATED: { trpc: "UNAUTHORIZED", httpStatus: 401 },
  FORBIDDEN: { trpc: "FORBIDDEN", httpStatus: 403 },
  INVALID: { trpc: "BAD_REQUEST", httpStatus: 400 },
  CONFLICT: { trpc: "CONFLICT", httpStatus: 409 },
  RATE_LIMITED: { trpc: "TOO_MANY_REQUESTS", httpStatus: 429 },
  WINDOW_CLOSED: { trpc: "PRECONDITION_FAILED", httpStatus: 412 },
  UNAVAILABLE: { trpc: "SERVICE_UNAVAILABLE", httpStatus: 503 },
};

/** Written by tRPC and zod themselves, not by a bug: may be shown. */
const SHOWN_CODES: ReadonlySet<TrpcCode> = new Set([
  "BAD_REQUEST",
  "UNAUTHORIZED",
  "FORBIDDEN",
  "NOT_FOUND",
  "METHOD_NOT_SUPPORTED",
  "PAYLOAD_TOO_LARGE",
  "UNSUPPORTED_MEDIA_TYPE",
]);

export const MASKED_MESSAGE = "Something went wrong on our side. Try again; if it stays, tell us the request id.";

/** What a failure is for the client. Everything that is not a refusal of ours is masked; its cause stays on the error for the log. */
export function toTrpcError(error: TRPCError): TRPCError {
  const { cause } = error;
  if (isDomainError(cause)) return new TRPCError({ code: ERROR_TABLE[cause.code].trpc, message: cause.message, cause });
  // By its code, not its cause: an answer that breaks its own schema is a bug with a ZodError as its cause.
  if (SHOWN_CODES.has(error.code)) return error;
  return new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: MASKED_MESSAGE, cause });
}

/** Which input is wrong and why, for forms: by field, or null where it is about none. */
export function fieldErrorsOf(error: TRPCError): Record<string, string[]> | null {
  const { cause } = error;
  if (isDomainError(cause)) return cause.field ? { [cause.field]: [cause.message] } : null;
  if (error.code !== "BAD_REQUEST" || !(cause instanceof ZodError)) return null;
  const fields: Record<string, string[]> = {};
  for (const issue of cause.issues) {
    const field = issue.path.join(".") || "form";
    fields[field] = [...(fields[field] ?? []), issue.message];
  }
  return fields;
}
