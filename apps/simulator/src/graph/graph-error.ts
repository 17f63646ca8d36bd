import { errorCatalogue } from "./error-catalogue.ts";

type GraphErrorOptions = {
  subcode?: number;
  message?: string;
  details?: string;
  status?: number;
  type?: "OAuthException" | "GraphMethodException";
};

/** A refusal in the Graph API's own form. Words and status come from the catalogue unless `options` says otherwise. */
export class GraphError extends Error {
  readonly code: number;
  readonly status: number;
  readonly options: GraphErrorOptions;

  constructor(code: number, options: GraphErrorOptions = {}) {
    const entry = errorCatalogue[code];
    super(options.message ?? entry?.message ?? `(#${code}) Error`);
    this.code = code;
    this.status = options.status ?? entry?.status ?? 400;
    this.options = options;
  }

  /** The body that a client gets; each one needs its own `traceId`. */
  toBody(traceId: string): { error: Record<string, unknown> } {
    const entry = errorCatalogue[this.code];
    const details = this.options.details ?? entry?.details;
    return {
      error: {
        message: this.message,
        type: this.options.type ?? "OAuthException",
        code: this.code,
        ...(this.options.subcode === undefined ? {} : { error_subcode: this.options.subcode }),
        ...(details === undefined ? {} : { error_data: { messaging_product: "whatsapp", details } }),
        ...(entry?.isTransient ? { is_transient: true } : {}),
        fbtrace_id: traceId,
      },
    };
  }
}

/** Code 100 with subcode 33: the object does not exist or the token may not see it. Meta doesn't say which. */
export function unknownObject(method: string, id: string): GraphError {
  return new GraphError(100, {
    subcode: 33,
    type: "GraphMethodException",
    message:
      `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, ` +
      "or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api",
  });
}

/** The `errors[]` entry that a failed status carries in a webhook. */
export function toStatusError(code: number): Record<string, unknown> {
  const entry = errorCatalogue[code];
  const title = (entry?.message ?? `Error ${code}`).replace(/^\(#\d+\) /, "");
  return {
    code,
    title,
    message: title,
    error_data: { details: entry?.details ?? title },
    href: "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
  };
}
