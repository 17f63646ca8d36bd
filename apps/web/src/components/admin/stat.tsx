import { Card } from "@frontdesk/ui/card";
import { cn } from "@frontdesk/ui/class-names";

type StatProps = { name: string; value: number; note?: string; isTrouble?: boolean };

/** One figure of the whole installation. */
export function Stat({ name, value, note, isTrouble = false }: StatProps) {
  return (
    <Card className="flex flex-col gap-0.5 p-4">
      <p className="text-muted-foreground text-sm">{name}</p>
      <p className={cn("font-semibold text-xl", isTrouble && "text-danger")}>{value.toLocaleString("en")}</p>
      {note ? <p className="text-muted-foreground text-xs">{note}</p> : null}
    </Card>
  );
}
