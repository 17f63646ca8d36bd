"use client";

import { Button } from "@frontdesk/ui/button";
import { EmptyState } from "@frontdesk/ui/empty-state";
import { TriangleAlert } from "lucide-react";
import { apiErrorOf } from "~/trpc/react.tsx";

type PageFailureProps = {
  error: unknown;
  retry: () => void;
  /** What could not be done, as a title: "The inbox could not be loaded". */
  title?: string;
};

/** What a page or pane shows when it failed: a sentence, one way on, and an id that the operator can look up. */
export function PageFailure({ error, retry, title = "This page could not be loaded" }: PageFailureProps) {
  const reference = apiErrorOf(error)?.requestId ?? digestOf(error);
  return (
    <div role="alert" className="flex min-h-64 flex-1 items-center">
      <EmptyState
        icon={<TriangleAlert />}
        title={title}
        description={
          reference
            ? "Nothing is lost. Try again; if it happens again, tell us the reference below."
            : "Nothing is lost. The server could not be reached; try again in a moment."
        }
      >
        <Button variant="outline" onClick={() => retry()}>
          Try again
        </Button>
        {reference ? (
          <p className="text-muted-foreground text-xs">
            Reference <code className="select-all font-sans">{reference}</code>
          </p>
        ) : null}
      </EmptyState>
    </div>
  );
}

/** Errors of server components arrive masked; Next's digest is what the server's log holds. */
function digestOf(error: unknown): string | null {
  const digest = (error as { digest?: unknown } | null)?.digest;
  return typeof digest === "string" ? digest : null;
}
