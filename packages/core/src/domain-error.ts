/** Everything that core can refuse, as a closed list. How each becomes a tRPC code and an HTTP status: `api/error-mapping.ts`. */
export type DomainErrorCode =
  | "NOT_FOUND"
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "INVALID"
  | "CONFLICT"
  | "RATE_LIMITED"
  | "WINDOW_CLOSED"
  | "UNAVAILABLE";

/** A refusal in words for people. `field` names the input that it is about, where there is one. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: DomainErrorCode;
  readonly field: string | undefined;

  constructor(code: DomainErrorCode, message: string, options: { field?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.field = options.field;
  }
}

/** Known by its name: a bundler may load this module more than once in a process, and then `instanceof` knows only its own. */
export function isDomainError(error: unknown): error is DomainError {
  return error instanceof Error && error.name === "DomainError";
}

/** The answer to an id that does not exist or is another business's: nothing tells the two apart. */
export function notFound(what: string): DomainError {
  return new DomainError("NOT_FOUND", `This ${what} does not exist`);
}
