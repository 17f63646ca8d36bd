import type { InboxView } from "@frontdesk/validators/conversation-view";

/** The view a person sees first: everything, so that nothing seems lost. */
export const FIRST_VIEW: InboxView = "all";

export const viewLabels: Record<InboxView, string> = {
  needs_person: "Needs a person",
  mine: "Mine",
  agent: "AI is handling",
  all: "All",
};

/** The part of an address that keeps a view; empty for the first one. */
export function viewQuery(view: InboxView): "" | `?view=${InboxView}` {
  return view === FIRST_VIEW ? "" : `?view=${view}`;
}
