import type { inferRouterOutputs } from "@trpc/server";
import { adminRouter } from "./router/admin.ts";
import { agentRouter } from "./router/agent.ts";
import { businessRouter } from "./router/business.ts";
import { conversationRouter } from "./router/conversation.ts";
import { customerRouter } from "./router/customer.ts";
import { integrationRouter } from "./router/integration.ts";
import { sessionRouter } from "./router/session.ts";
import { createCallerFactory, createRouter } from "./trpc.ts";

export const appRouter = createRouter({
  admin: adminRouter,
  agent: agentRouter,
  business: businessRouter,
  conversation: conversationRouter,
  customer: customerRouter,
  integration: integrationRouter,
  session: sessionRouter,
});

export type AppRouter = typeof appRouter;
export type RouterOutputs = inferRouterOutputs<AppRouter>;

/** Calls procedures without HTTP: for server components and tests. */
export const createCaller = createCallerFactory(appRouter);
