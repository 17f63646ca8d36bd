"use client";

import { useState } from "react";
import type { ThreadLine } from "./lay-out-thread.ts";

type NewMessageAnnouncementProps = { lines: readonly ThreadLine[]; customerName: string };

/** Reads out a message that arrives in the open thread; what was there when it opened stays silent. */
export function NewMessageAnnouncement({ lines, customerName }: NewMessageAnnouncementProps) {
  const newest = lines.findLast((line) => line.type === "message")?.message;
  const [silentId] = useState(newest?.id);
  const isNew = newest !== undefined && newest.id !== silentId && newest.direction === "INBOUND";
  return (
    <p aria-live="polite" className="sr-only">
      {isNew ? `${customerName}: ${newest.text ?? "a message without text"}` : ""}
    </p>
  );
}
