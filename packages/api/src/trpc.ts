import type { Deps } from "@frontdesk/core/deps";
import { DomainError } from "@frontdesk/core/domain-error";
import { memberScope, type SignedIn } from "@frontdesk/core/scope";
import { initTRPC, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import superjson from "superjson";
import { fieldErrorsOf, toTrpcError } from "./error-mapping.ts";

/**
 * What every procedure gets: the outside world, who is signed in (null: nobody), and the request's id, which people can
 * quote. It needs no HTTP, so tests and server components make one directly.
 */
export type Context = {
  deps: Deps;
  person: SignedIn | null;
  requestId: string;
  /** Asks again who is signed in; for what lives longer than a request. */
  recheck: () => Promise<SignedIn | null>;
};

const t = initTRPC.context<Context>().create({
  transformer: superjson,
  errorFormatter({ shape, error, ctx }) {
    // What fails before or after the procedure (making the context, a stream that began already) comes here unmasked.
    const shown = toTrpcError(error);
    const { stack: _stack, ...data } = shape.data;
    return {
      ...shape,
      code: TRPC_ERROR_CODES_BY_KEY[shown.code],
      message: shown.message,
      data: {
        ...data,
        code: shown.code,
        httpStatus: getHTTPStatusCodeFromError(shown),
        requestId: ctx?.requestId ?? "",
        fieldErrors: fieldErrorsOf(shown),
      },
    };
  },
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
});

export const createRouter = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Turns refusals into tRPC's words and masks everything unexpected, which is logged with its cause. */
const reportErrors = t.middleware(async ({ ctx, next, path }) => {
  const result = await next();
  if (result.ok) return result;
  const error = toTrpcError(result.error);
  if (error.code === "INTERNAL_SERVER_ERROR")
    ctx.deps.logger.error("procedure failed", {
      stage: "api",
      reason: path,
      requestId: ctx.requestId,
      error: result.error.cause ?? result.error,
    });
  else
    ctx.deps.logger.debug("procedure refused", {
      stage: "api",
      reason: path,
      code: error.code,
      requestId: ctx.requestId,
    });
  throw error;
});

/** For anyone, signed in or not. */
export const publicProcedure = t.procedure.use(reportErrors);

/** For who is signed in. */
export const protectedProcedure = publicProcedure.use(({ ctx, next }) => {
  if (!ctx.person) throw new TRPCError({ code: "UNAUTHORIZED", message: "Sign in to go on." });
  return next({ ctx: { person: ctx.person } });
});

/** For members of a business: earns the scope, without which nothing of a business can be touched. */
export const businessProcedure = protectedProcedure.use(({ ctx, next }) => {
  const scope = memberScope(ctx.person);
  if (!scope) throw new DomainError("FORBIDDEN", "This is for members of a business.");
  return next({ ctx: { scope } });
});

/** For the owners of a business. */
export const ownerProcedure = businessProcedure.use(({ ctx, next }) => {
  if (ctx.person.role !== "BUSINESS_OWNER")
    throw new DomainError("FORBIDDEN", "Only an owner of the business may do this.");
  return next();
});

/** For super admins. To everyone else it does not exist. */
export const superAdminProcedure = protectedProcedure.use(({ ctx, next }) => {
  if (ctx.person.role !== "SUPER_ADMIN") throw new DomainError("NOT_FOUND", "This page does not exist.");
  return next();
});
