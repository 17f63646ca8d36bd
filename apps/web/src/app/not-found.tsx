import { Button } from "@frontdesk/ui/button";
import { EmptyState } from "@frontdesk/ui/empty-state";
import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";

export const metadata: Metadata = { title: "Page not found" };

/** Any address that no page answers. */
export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center">
      <EmptyState
        icon={<SearchX />}
        title="Page not found"
        heading="h1"
        description="No page has this address. It may have moved."
      >
        <Button asChild variant="outline">
          <Link href="/inbox">Go to the inbox</Link>
        </Button>
      </EmptyState>
    </main>
  );
}
