"use client";

import { PageFailure } from "~/components/states/page-failure.tsx";

/** The last resort of every page without its own. */
export default function RootFailure({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="flex min-h-dvh">
      <PageFailure error={error} retry={retry} />
    </main>
  );
}
