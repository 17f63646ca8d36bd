import { Avatar } from "@frontdesk/ui/avatar";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@frontdesk/ui/card";
import type { UserRole } from "@frontdesk/validators/role";
import type { Metadata } from "next";
import { Page } from "~/components/frame/page.tsx";
import { SessionList } from "~/components/settings/session-list.tsx";
import { createServerCaller, requireUser } from "~/server/api.ts";

export const metadata: Metadata = { title: "Settings" };

const roleNames: Record<UserRole, string> = {
  SUPER_ADMIN: "Operator",
  BUSINESS_OWNER: "Owner",
  TEAM_MEMBER: "Team member",
};

/** The person's own settings: who they are here, and where they are signed in. */
export default async function SettingsPage() {
  const [me, api] = await Promise.all([requireUser(), createServerCaller()]);
  const sessions = await api.session.list();
  return (
    <Page title="Settings">
      <Card>
        <CardHeader>
          <CardTitle>Profile</CardTitle>
        </CardHeader>
        <CardContent>
          <div className="flex items-center gap-4">
            <Avatar name={me.user.name} className="size-12 text-lg" />
            <div className="min-w-0">
              <p className="truncate font-medium text-base">{me.user.name}</p>
              <p className="truncate text-base text-muted-foreground">{me.user.email}</p>
              <p className="truncate text-base text-muted-foreground">
                {roleNames[me.user.role]}
                {me.business ? ` of ${me.business.name}` : ""}
              </p>
            </div>
          </div>
        </CardContent>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>Signed-in devices</CardTitle>
          <CardDescription>
            Sign out a device that you lost or no longer use. It takes effect within 30 seconds.
          </CardDescription>
        </CardHeader>
        <CardContent>
          <SessionList loaded={sessions} />
        </CardContent>
      </Card>
    </Page>
  );
}
