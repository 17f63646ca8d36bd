"use client";

import { Avatar } from "@frontdesk/ui/avatar";
import { Badge } from "@frontdesk/ui/badge";
import { Skeleton } from "@frontdesk/ui/skeleton";
import type { IdentityKind } from "@frontdesk/validators/channel";
import type { CustomerDetail } from "@frontdesk/validators/customer-view";
import Link from "next/link";
import type { ReactNode } from "react";
import { ChannelIcon } from "~/components/channel/channel-icon.tsx";
import { PageFailure } from "~/components/states/page-failure.tsx";
import { Age, Moment } from "~/components/time/moment.tsx";
import { trpc } from "~/trpc/react.tsx";

const identityNames: Record<IdentityKind, string> = {
  WA_ID: "WhatsApp number",
  BSUID: "WhatsApp user",
  PARENT_BSUID: "WhatsApp user (all numbers)",
  IGSID: "Instagram user",
  PSID: "Messenger user",
};

type CustomerDetailsProps = { customerId: string; conversationId: string };

/** What is known about a customer, beside their thread. */
export function CustomerDetails({ customerId, conversationId }: CustomerDetailsProps) {
  const { data, error, refetch } = trpc.customer.get.useQuery({ customerId });
  if (error && !data) {
    return <PageFailure error={error} retry={() => void refetch()} title="The customer could not be loaded" />;
  }
  if (!data) return <DetailsSkeleton />;
  const others = data.conversations.filter((conversation) => conversation.id !== conversationId);
  return (
    <div className="flex flex-col gap-6 overflow-y-auto p-4">
      <div className="flex flex-col items-center gap-2 pt-2 text-center">
        <Avatar name={data.displayName} className="size-14 text-lg" />
        <p dir="auto" className="font-semibold text-lg">
          {data.displayName}
        </p>
        {data.optedOutAt ? <Badge tone="warning">Asked to get no messages</Badge> : null}
      </div>
      <Facts customer={data} />
      <Section title="Known as">
        <ul className="flex flex-col gap-2">
          {data.identities.map((identity) => (
            <li key={`${identity.kind} ${identity.value}`} className="flex flex-col">
              <span className="text-muted-foreground text-xs">{identityNames[identity.kind]}</span>
              <span className="select-all text-sm">{identity.value}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Other conversations">
        {others.length === 0 ? <p className="text-muted-foreground text-sm">None.</p> : null}
        <ul className="-mx-2 flex flex-col">
          {others.map((conversation) => (
            <li key={conversation.id}>
              <Link
                href={`/inbox/${conversation.id}`}
                className="flex items-center gap-2 rounded-sm px-2 py-1.5 text-sm hover:bg-hover"
              >
                <ChannelIcon channel={conversation.channel} />
                <span dir="auto" className="min-w-0 flex-1 truncate">
                  {conversation.preview}
                </span>
                <Age at={conversation.lastMessageAt} className="shrink-0 text-muted-foreground text-xs" />
              </Link>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

function Facts({ customer }: { customer: CustomerDetail }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
      <Fact name="Username">{customer.username ? `@${customer.username}` : null}</Fact>
      <Fact name="Phone">{customer.phone?.replace(/^(?=\d)/, "+") ?? null}</Fact>
      <Fact name="E-mail">{customer.email}</Fact>
      <Fact name="Language">{customer.language}</Fact>
      <Fact name="Marketing">{customer.marketingOptOutAt ? "Opted out" : null}</Fact>
      <Fact name="First seen">
        <Moment at={customer.createdAt} show="date" />
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null) return null;
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 text-right">{children}</dd>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2 border-border border-t pt-4">
      <h3 className="font-semibold text-sm">{title}</h3>
      {children}
    </section>
  );
}

function DetailsSkeleton() {
  return (
    <div role="status" className="flex animate-appear-late flex-col items-center gap-3 p-6">
      <span className="sr-only">Loading the customer</span>
      <Skeleton className="size-14 rounded-full" />
      <Skeleton className="h-6 w-36" />
      <Skeleton className="mt-4 h-24 w-full" />
    </div>
  );
}
