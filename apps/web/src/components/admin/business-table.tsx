import { Badge } from "@frontdesk/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@frontdesk/ui/table";
import type { AdminBusiness } from "@frontdesk/validators/admin-view";
import { Moment } from "~/components/time/moment.tsx";

/** The businesses of this installation with what they may use and what they have. */
export function BusinessTable({ businesses }: { businesses: AdminBusiness[] }) {
  return (
    <Table aria-label="List of businesses">
      <TableHeader>
        <TableRow>
          <TableHead>Business</TableHead>
          <TableHead className="text-right">Answers this month</TableHead>
          <TableHead className="text-right">Members</TableHead>
          <TableHead className="text-right">Connections</TableHead>
          <TableHead>Since</TableHead>
          <TableHead>State</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {businesses.map((business) => (
          <TableRow key={business.id} className="hover:bg-hover">
            <TableCell className="max-w-72">
              <p className="truncate font-medium">{business.name}</p>
              <p className="truncate text-muted-foreground">{business.slug}</p>
            </TableCell>
            <TableCell className="whitespace-nowrap text-right tabular-nums">
              {business.messagesUsed.toLocaleString("en")}
              <span className="text-muted-foreground"> of {business.messagesLimit.toLocaleString("en")}</span>
            </TableCell>
            <TableCell className="text-right tabular-nums">{business.members}</TableCell>
            <TableCell className="text-right tabular-nums">{business.integrations}</TableCell>
            <TableCell className="whitespace-nowrap">
              <Moment at={business.createdAt} show="date" />
            </TableCell>
            <TableCell>
              {business.suspendedAt ? <Badge tone="warning">Suspended</Badge> : <Badge tone="success">Active</Badge>}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
