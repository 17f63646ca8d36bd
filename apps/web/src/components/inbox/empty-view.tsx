import { Button } from "@frontdesk/ui/button";
import { EmptyState } from "@frontdesk/ui/empty-state";
import type { InboxView } from "@frontdesk/validators/conversation-view";
import { ListFilter } from "lucide-react";

const words: Record<InboxView, { title: string; description: string }> = {
  needs_person: { title: "Nobody is waiting", description: "Conversations that the AI hands over appear here." },
  mine: { title: "Nothing is yours now", description: "Conversations that you take over appear here." },
  agent: { title: "The AI has nothing open", description: "Conversations that it answers appear here." },
  all: { title: "No conversations yet", description: "The first message of a customer appears here." },
};

/** A view without rows, while other views may have some. */
export function EmptyView({ view, showAll }: { view: InboxView; showAll: () => void }) {
  return (
    <EmptyState icon={<ListFilter />} {...words[view]}>
      <Button variant="outline" onClick={showAll}>
        Show all conversations
      </Button>
    </EmptyState>
  );
}
