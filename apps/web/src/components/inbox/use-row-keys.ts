"use client";

import { type RefObject, useEffect } from "react";

const FORWARD = new Set(["j", "ArrowDown"]);
const BACK = new Set(["k", "ArrowUp"]);

/**
 * Moves the focus through the list's rows: j and k from anywhere but a text field, arrows, Home and End from inside
 * the list. Enter opens the focused row, because it is a link.
 */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-conversation-row]") ?? [])];
      const isLetter = event.key.length === 1;
      const isInList = event.target instanceof Node && list.current?.contains(event.target);
      if (!isLetter && !isInList) return;
      const target = rows[indexAfter(event.key, rows)];
      if (!target) return;
      event.preventDefault();
      target.focus();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [list]);
}

/** Where a key leads from the focused row (else from the open one); -1 for keys that do not move. */
function indexAfter(key: string, rows: readonly HTMLElement[]): number {
  const focused = rows.indexOf(document.activeElement as HTMLElement);
  const from = focused >= 0 ? focused : rows.findIndex((row) => row.ariaCurrent === "page");
  if (FORWARD.has(key)) return Math.min(from + 1, rows.length - 1);
  if (BACK.has(key)) return Math.max(from - 1, 0);
  if (key === "Home") return 0;
  if (key === "End") return rows.length - 1;
  return -1;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input, textarea, select, [role='menu'], [role='dialog']") !== null)
  );
}
