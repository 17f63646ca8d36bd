import type { BadgeTone } from "@frontdesk/ui/badge";
import type { ConversationListItem } from "@frontdesk/validators/conversation-view";

export type StateChip = { label: string; tone: BadgeTone };

/** Whose turn it is, in one or two words: AI, Needs you, You (or the colleague's first name), Done. */
export function describeState(
  conversation: Pick<ConversationListItem, "status" | "handler" | "assignee">,
  myId: string,
): StateChip {
  if (conversation.status === "RESOLVED") return { label: "Done", tone: "success" };
  if (conversation.status === "SNOOZED") return { label: "Snoozed", tone: "neutral" };
  switch (conversation.handler) {
    case "AGENT":
      return { label: "AI", tone: "accent" };
    case "NEEDS_PERSON":
      return { label: "Needs you", tone: "warning" };
    case "PAUSED":
      return { label: "Paused", tone: "neutral" };
    case "MEMBER":
      return { label: nameOfAssignee(conversation.assignee, myId), tone: "neutral" };
  }
}

function nameOfAssignee(assignee: ConversationListItem["assignee"], myId: string): string {
  if (!assignee) return "Team";
  return assignee.id === myId ? "You" : (assignee.name.split(/\s+/)[0] ?? assignee.name);
}
