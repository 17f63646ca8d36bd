import { Button } from "@frontdesk/ui/button";
import { EmptyState } from "@frontdesk/ui/empty-state";
import { SearchX } from "lucide-react";
import Link from "next/link";

/** Also shown for another business's conversation: whether it exists is not told. */
export default function ConversationNotFound() {
  return (
    <div className="flex flex-1 items-center">
      <EmptyState
        icon={<SearchX />}
        title="Conversation not found"
        description="This conversation does not exist or belongs to another business."
      >
        <Button asChild variant="outline">
          <Link href="/inbox">Back to the inbox</Link>
        </Button>
      </EmptyState>
    </div>
  );
}
