import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

/** A text field that grows with what is typed, up to the `max-h-*` it is given. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      className={cn(
        "field-sizing-content flex w-full min-w-0 resize-none rounded-sm border border-border-strong bg-surface px-3 py-2 text-base transition-colors placeholder:text-muted-foreground disabled:opacity-50 pointer-coarse:text-lg dark:bg-raised",
        "focus-visible:border-ring focus-visible:outline-offset-0 aria-invalid:border-danger",
        className,
      )}
      {...props}
    />
  );
}
