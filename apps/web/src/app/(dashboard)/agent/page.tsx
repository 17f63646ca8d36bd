import { Badge } from "@frontdesk/ui/badge";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@frontdesk/ui/card";
import type { Metadata } from "next";
import { describeEngine } from "~/components/agent/describe-engine.ts";
import { KnowledgeList } from "~/components/agent/knowledge-list.tsx";
import { Page } from "~/components/frame/page.tsx";
import { createServerCaller } from "~/server/api.ts";

export const metadata: Metadata = { title: "Agent" };

/** What answers the customers, and from what. */
export default async function AgentPage() {
  const api = await createServerCaller();
  const [overview, entries] = await Promise.all([api.agent.overview(), api.agent.knowledge()]);
  const engine = describeEngine(overview.engine);
  return (
    <Page
      title={overview.agentName}
      description="The agent that answers your customers."
      action={overview.enabled ? <Badge tone="success">Answering</Badge> : <Badge tone="warning">Switched off</Badge>}
    >
      <Card>
        <CardHeader>
          <CardTitle>{engine.name}</CardTitle>
          <CardDescription>{engine.explanation}</CardDescription>
        </CardHeader>
        <CardContent>
          <dl className="flex flex-col gap-4 text-base">
            <div>
              <dt className="font-medium text-sm">Said with the first reply, and again after a day</dt>
              <dd className="text-muted-foreground">{overview.disclosureText}</dd>
            </div>
            <div>
              <dt className="font-medium text-sm">When it hands over</dt>
              <dd className="text-muted-foreground">{overview.handoverText}</dd>
            </div>
            <div>
              <dt className="font-medium text-sm">Answers in {formatPeriod(overview.usage.period)}</dt>
              <dd className="text-muted-foreground">
                {overview.usage.messagesUsed.toLocaleString("en")} of{" "}
                {overview.usage.messagesLimit.toLocaleString("en")}
              </dd>
            </div>
          </dl>
        </CardContent>
      </Card>
      <section aria-labelledby="knowledge" className="flex flex-col gap-3">
        <h2 id="knowledge" className="font-semibold text-lg">
          Questions and answers
          <span className="ml-2 font-normal text-muted-foreground text-sm">{entries.length}</span>
        </h2>
        <KnowledgeList entries={entries} />
      </section>
    </Page>
  );
}

/** A period of usage ("2026-11") as its month ("November 2026"). */
function formatPeriod(period: string): string {
  const start = new Date(`${period.slice(0, 7)}-01T00:00:00Z`);
  return start.toLocaleDateString("en", { month: "long", year: "numeric", timeZone: "UTC" });
}
