"use client";

import { type InboxView, inboxViewSchema } from "@frontdesk/validators/conversation-view";
import { useParams, useSearchParams } from "next/navigation";
import { FIRST_VIEW, viewQuery } from "./views.ts";

/** The inbox's view, kept in the address (`?view=mine`), so that a reload and the back button keep it. */
export function useInboxView(): [InboxView, (view: InboxView) => void] {
  const parsed = inboxViewSchema.safeParse(useSearchParams().get("view"));
  const view = parsed.success ? parsed.data : FIRST_VIEW;
  return [view, (next) => window.history.replaceState(null, "", viewQuery(next) || window.location.pathname)];
}

/** The conversation that is open beside the list, if any. */
export function useOpenConversationId(): string | null {
  const { conversationId } = useParams();
  return typeof conversationId === "string" ? conversationId : null;
}
