import { getConversation } from "@frontdesk/core/conversation/get-conversation";
import { countConversations, listConversations } from "@frontdesk/core/conversation/list-conversations";
import { readThread } from "@frontdesk/core/conversation/read-thread";
import {
  giveBackConversation,
  markConversationRead,
  reopenConversation,
  resolveConversation,
} from "@frontdesk/core/conversation/set-conversation-state";
import { replyToConversation, resendMessage } from "@frontdesk/core/outbound/reply-to-conversation";
import { takeOverConversation } from "@frontdesk/core/outbound/take-over";
import {
  conversationDetailSchema,
  conversationIdInputSchema,
  conversationListInputSchema,
  conversationListSchema,
  inboxCountsSchema,
  replyInputSchema,
  threadInputSchema,
  threadSchema,
} from "@frontdesk/validators/conversation-view";
import { idSchema } from "@frontdesk/validators/paging";
import { z } from "zod";
import { streamChanges } from "../stream-changes.ts";
import { businessProcedure, createRouter } from "../trpc.ts";

const done = z.object({ ok: z.literal(true) });
const message = z.object({ messageId: idSchema });

export const conversationRouter = createRouter({
  list: businessProcedure
    .input(conversationListInputSchema)
    .output(conversationListSchema)
    .query(({ ctx, input }) => listConversations(ctx.deps, ctx.scope, input)),
  counts: businessProcedure.output(inboxCountsSchema).query(({ ctx }) => countConversations(ctx.deps, ctx.scope)),
  get: businessProcedure
    .input(conversationIdInputSchema)
    .output(conversationDetailSchema)
    .query(({ ctx, input }) => getConversation(ctx.deps, ctx.scope, input.conversationId)),
  thread: businessProcedure
    .input(threadInputSchema)
    .output(threadSchema)
    .query(({ ctx, input }) => readThread(ctx.deps, ctx.scope, input)),
  reply: businessProcedure
    .input(replyInputSchema)
    .output(message)
    .mutation(({ ctx, input }) => replyToConversation(ctx.deps, ctx.scope, input)),
  resend: businessProcedure
    .input(message.strict())
    .output(message)
    .mutation(({ ctx, input }) => resendMessage(ctx.deps, ctx.scope, input.messageId)),
  takeOver: businessProcedure
    .input(conversationIdInputSchema)
    .output(done)
    .mutation(({ ctx, input }) =>
      takeOverConversation(ctx.deps, ctx.scope, input.conversationId).then(() => ({ ok: true as const })),
    ),
  giveBack: businessProcedure
    .input(conversationIdInputSchema)
    .output(done)
    .mutation(({ ctx, input }) =>
      giveBackConversation(ctx.deps, ctx.scope, input.conversationId).then(() => ({ ok: true as const })),
    ),
  resolve: businessProcedure
    .input(conversationIdInputSchema)
    .output(done)
    .mutation(({ ctx, input }) =>
      resolveConversation(ctx.deps, ctx.scope, input.conversationId).then(() => ({ ok: true as const })),
    ),
  reopen: businessProcedure
    .input(conversationIdInputSchema)
    .output(done)
    .mutation(({ ctx, input }) =>
      reopenConversation(ctx.deps, ctx.scope, input.conversationId).then(() => ({ ok: true as const })),
    ),
  markRead: businessProcedure
    .input(conversationIdInputSchema)
    .output(done)
    .mutation(({ ctx, input }) =>
      markConversationRead(ctx.deps, ctx.scope, input.conversationId).then(() => ({ ok: true as const })),
    ),
  live: businessProcedure
    .input(z.object({ lastEventId: z.string().max(40).nullish() }).strict())
    .subscription(({ ctx, input, signal }) => streamChanges(ctx, input.lastEventId ?? null, signal)),
});
