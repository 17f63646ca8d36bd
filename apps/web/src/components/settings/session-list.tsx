"use client";

import type { RouterOutputs } from "@frontdesk/api/root";
import { Badge } from "@frontdesk/ui/badge";
import { Button } from "@frontdesk/ui/button";
import { notifyFailure } from "@frontdesk/ui/toaster";
import { MonitorSmartphone } from "lucide-react";
import { Age, Moment } from "~/components/time/moment.tsx";
import { trpc } from "~/trpc/react.tsx";
import { describeDevice } from "./describe-device.ts";

type Sessions = RouterOutputs["session"]["list"];

/** Where this person is signed in, and the way to sign a lost device out. */
export function SessionList({ loaded }: { loaded: Sessions }) {
  const api = trpc.useUtils();
  const { data: sessions = loaded } = trpc.session.list.useQuery(undefined, { initialData: loaded });
  const revoke = trpc.session.revoke.useMutation({
    onSuccess: () => api.session.list.invalidate(),
    onError: (error) => notifyFailure("The device could not be signed out", error.message),
  });
  return (
    <ul className="divide-y divide-border">
      {sessions.map((session) => {
        const device = describeDevice(session.userAgent);
        return (
          <li key={session.id} className="flex items-center gap-3 py-3 first:pt-0 last:pb-0">
            <MonitorSmartphone aria-hidden className="size-5 shrink-0 text-muted-foreground" />
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium text-sm">{device}</p>
              <p className="text-muted-foreground text-sm">
                Signed in <Moment at={session.createdAt} show="date" /> · last seen{" "}
                <Age at={session.lastSeenAt} asPhrase />
              </p>
            </div>
            {session.isCurrent ? (
              <Badge tone="success">This device</Badge>
            ) : (
              <Button
                variant="danger"
                aria-label={`Sign out ${device}`}
                aria-disabled={revoke.isPending || undefined}
                onClick={() => revoke.mutate({ sessionId: session.id })}
              >
                Sign out
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
