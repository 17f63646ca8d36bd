import { Alert } from "@frontdesk/ui/alert";
import { Badge } from "@frontdesk/ui/badge";
import { Card } from "@frontdesk/ui/card";
import { answerableChannels } from "@frontdesk/validators/channel";
import type { IntegrationView } from "@frontdesk/validators/integration-view";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { ChannelIcon } from "~/components/channel/channel-icon.tsx";
import { channelName } from "~/components/channel/channel-name.ts";
import { Age, Moment } from "~/components/time/moment.tsx";
import type { ConnectionState } from "./describe-connection.ts";

/** One connected number, Page or account: what it is, how it is, and when it last carried something. */
export function ConnectionCard({ connection, state }: { connection: IntegrationView; state: ConnectionState }) {
  const isAnswerable = answerableChannels.some((channel) => channel === connection.type);
  return (
    <Card aria-label={connection.platformName ?? channelName(connection.type)} className="flex flex-col gap-4 p-4">
      <div className="flex items-start gap-3">
        <span className="flex size-9 shrink-0 items-center justify-center rounded-sm bg-muted">
          <ChannelIcon channel={connection.type} />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold text-base">
            {connection.platformName ?? channelName(connection.type)}
          </h2>
          <p className="truncate text-muted-foreground text-sm">
            {[channelName(connection.type), connection.displayId].filter(Boolean).join(" · ")}
          </p>
        </div>
        <Badge tone={state.tone}>{state.label}</Badge>
      </div>
      {isAnswerable ? null : (
        <p className="text-muted-foreground text-sm">
          What customers write here is shown. Answering on this channel is not possible yet.
        </p>
      )}
      {connection.statusReason ? (
        <Alert tone={state.tone === "danger" ? "danger" : "neutral"}>
          <TriangleAlert aria-hidden />
          {connection.statusReason}
        </Alert>
      ) : null}
      <dl className="mt-auto grid grid-cols-2 gap-3 border-border border-t pt-3 text-sm">
        <Fact name="Last message in">
          {connection.lastInboundAt ? <Age at={connection.lastInboundAt} asPhrase /> : "None yet"}
        </Fact>
        <Fact name="Last message out">
          {connection.lastOutboundAt ? <Age at={connection.lastOutboundAt} asPhrase /> : "None yet"}
        </Fact>
        <Fact name="Connected">
          <Moment at={connection.createdAt} show="date" />
        </Fact>
        {connection.tokenExpiry ? (
          <Fact name="Access until">
            <Moment at={connection.tokenExpiry} show="date" />
          </Fact>
        ) : null}
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-col">
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
