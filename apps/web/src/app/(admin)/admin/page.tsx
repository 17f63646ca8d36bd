import { Button } from "@frontdesk/ui/button";
import { Card } from "@frontdesk/ui/card";
import { EmptyState } from "@frontdesk/ui/empty-state";
import { Input } from "@frontdesk/ui/input";
import { Building2, Search } from "lucide-react";
import type { Metadata } from "next";
import Form from "next/form";
import Link from "next/link";
import { BusinessTable } from "~/components/admin/business-table.tsx";
import { Stat } from "~/components/admin/stat.tsx";
import { Page } from "~/components/frame/page.tsx";
import { createServerCaller, requireSuperAdmin } from "~/server/api.ts";

export const metadata: Metadata = { title: "Businesses · Admin" };

/** The operator's first page: how the installation is, and its businesses. */
export default async function AdminPage({ searchParams }: PageProps<"/admin">) {
  await requireSuperAdmin();
  const params = await searchParams;
  const search = typeof params.search === "string" ? params.search : "";
  const cursor = typeof params.cursor === "string" ? params.cursor : null;
  const api = await createServerCaller();
  const [stats, { items, nextCursor }] = await Promise.all([
    api.admin.stats(),
    api.admin.businesses({ search, cursor }),
  ]);
  const connections = Object.values(stats.integrations).reduce((sum, count) => sum + count, 0);
  return (
    <Page title="Businesses" description="Every business on this installation.">
      <div className="grid grid-cols-2 gap-3 md:grid-cols-3">
        <Stat name="Businesses" value={stats.businesses} />
        <Stat name="Connections" value={connections} note={describeConnections(stats.integrations)} />
        <Stat
          name="Messages today"
          value={stats.messagesToday.inbound + stats.messagesToday.outbound}
          note={`${stats.messagesToday.inbound.toLocaleString("en")} in, ${stats.messagesToday.outbound.toLocaleString("en")} out`}
        />
        <Stat name="Webhooks waiting" value={stats.webhooksWaiting} />
        <Stat name="Webhooks set aside" value={stats.webhooksQuarantined} isTrouble={stats.webhooksQuarantined > 0} />
        <Stat name="Refused in the last hour" value={stats.refusalsLastHour} isTrouble={stats.refusalsLastHour > 0} />
      </div>
      <Card>
        <Form action="/admin" className="flex gap-2 border-border border-b p-3">
          <Input
            type="search"
            name="search"
            aria-label="Search businesses by name"
            placeholder="Search by name"
            defaultValue={search}
            className="max-w-xs"
          />
          <Button type="submit" variant="outline" size="lg">
            <Search aria-hidden />
            Search
          </Button>
        </Form>
        {items.length > 0 ? (
          <BusinessTable businesses={items} />
        ) : (
          <EmptyState
            icon={<Building2 />}
            title={search ? "No business has this name" : "No business yet"}
            description={search ? `Nothing matches “${search}”.` : "A business appears here when its owner registers."}
          >
            {search ? (
              <Button asChild variant="outline">
                <Link href="/admin">Show all businesses</Link>
              </Button>
            ) : null}
          </EmptyState>
        )}
        {nextCursor ? (
          <div className="flex justify-end border-border border-t p-3">
            <Button asChild variant="outline">
              <Link href={{ pathname: "/admin", query: { ...(search && { search }), cursor: nextCursor } }}>
                Next businesses
              </Link>
            </Button>
          </div>
        ) : null}
      </Card>
    </Page>
  );
}

/** The connections by state: "4 active, 1 needs reconnect". */
function describeConnections(byState: Record<string, number>): string {
  return Object.entries(byState)
    .map(([state, count]) => `${count.toLocaleString("en")} ${state.toLowerCase().replaceAll("_", " ")}`)
    .join(", ");
}
