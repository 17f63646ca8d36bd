import { EmptyState } from "@frontdesk/ui/empty-state";
import { Plug } from "lucide-react";
import type { Metadata } from "next";
import { Page } from "~/components/frame/page.tsx";
import { ConnectionCard } from "~/components/integrations/connection-card.tsx";
import { describeConnection } from "~/components/integrations/describe-connection.ts";
import { createServerCaller } from "~/server/api.ts";

export const metadata: Metadata = { title: "Integrations" };

/** The business's connections, those in trouble first. */
export default async function IntegrationsPage() {
  const api = await createServerCaller();
  const connections = await api.integration.list();
  const now = Date.now();
  const sorted = connections
    .map((connection) => ({ connection, state: describeConnection(connection, now) }))
    .toSorted((a, b) => a.state.rank - b.state.rank);
  return (
    <Page title="Integrations" description="The numbers, Pages and accounts that your customers write to.">
      {sorted.length === 0 ? (
        <EmptyState
          icon={<Plug />}
          title="Nothing is connected"
          description="A WhatsApp number, an Instagram account or a Facebook Page belongs here. The operator of this installation connects it for you."
        />
      ) : (
        <ul className="grid gap-4 md:grid-cols-2">
          {sorted.map(({ connection, state }) => (
            <li key={connection.id} className="flex flex-col [&>*]:flex-1">
              <ConnectionCard connection={connection} state={state} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
