import { EmptyState } from "@frontdesk/ui/empty-state";
import { Kbd } from "@frontdesk/ui/kbd";
import { MessagesSquare } from "lucide-react";

/** The pane beside the list while nothing is open. */
export function ShortcutsHint() {
  return (
    <EmptyState icon={<MessagesSquare />} title="No conversation open" description="Choose one from the list.">
      <dl className="grid grid-cols-[auto_auto] items-center gap-x-3 gap-y-1.5 text-left text-muted-foreground text-sm">
        <dt className="flex justify-end gap-1">
          <Kbd>J</Kbd>
          <Kbd>K</Kbd>
        </dt>
        <dd>next, previous</dd>
        <dt className="flex justify-end">
          <Kbd>Enter</Kbd>
        </dt>
        <dd>open</dd>
      </dl>
    </EmptyState>
  );
}
