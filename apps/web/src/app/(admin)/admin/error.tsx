"use client";

import { PageFailure } from "~/components/states/page-failure.tsx";

/** A page failed; the frame around it still works. */
export default function SectionFailure({ error, retry }: { error: unknown; retry: () => void }) {
  return <PageFailure error={error} retry={retry} />;
}
