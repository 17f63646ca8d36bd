import { Badge } from "@frontdesk/ui/badge";
import { Card } from "@frontdesk/ui/card";
import { EmptyState } from "@frontdesk/ui/empty-state";
import type { KnowledgeEntryView } from "@frontdesk/validators/agent-view";
import { BookOpen } from "lucide-react";

/** What the agent knows: questions, other wordings of them, and the answers it quotes. */
export function KnowledgeList({ entries }: { entries: KnowledgeEntryView[] }) {
  if (entries.length === 0) {
    return (
      <EmptyState
        icon={<BookOpen />}
        title="The agent knows nothing yet"
        description="Until it has questions with answers, it hands every conversation over to a person."
      />
    );
  }
  return (
    <Card aria-label="Questions and answers">
      <ul className="divide-y divide-border">
        {entries.map((entry) => (
          <li key={entry.id} className="flex flex-col gap-1 p-4">
            <div className="flex items-start justify-between gap-3">
              <h3 dir="auto" className="font-medium text-base">
                {entry.question}
              </h3>
              <div className="flex shrink-0 gap-1.5">
                {entry.enabled ? null : <Badge tone="warning">Off</Badge>}
                <Badge>{entry.language}</Badge>
              </div>
            </div>
            <p dir="auto" className="whitespace-pre-line text-base text-muted-foreground">
              {entry.answer}
            </p>
            {entry.variants.length > 0 ? (
              <p dir="auto" className="text-muted-foreground text-sm">
                Also asked as: {entry.variants.join(" · ")}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
