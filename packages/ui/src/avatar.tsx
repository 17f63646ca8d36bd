import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

/** The first letters of the first and the last word of a name, by code point, so that emoji and scripts stay whole. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => Array.from(word ?? "")[0] ?? "",
  );
  return letters.join("").toLocaleUpperCase() || "?";
}

/** A person as initials in a circle. Decoration: the name always stands beside it. */
export function Avatar({ name, className, ...props }: ComponentProps<"span"> & { name: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        "inline-flex size-8 shrink-0 select-none items-center justify-center rounded-full bg-muted font-medium text-muted-foreground text-xs",
        className,
      )}
      {...props}
    >
      {initialsOf(name)}
    </span>
  );
}
