import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

/** A one-line text field. `aria-invalid` draws it in the danger colour. */
export function Input({ className, ...props }: ComponentProps<"input">) {
  return (
    <input
      className={cn(
        // 16 px on touch screens: with less, iOS zooms into the field.
        "flex h-9 w-full min-w-0 rounded-sm border border-border-strong bg-surface px-3 text-base transition-colors placeholder:text-muted-foreground disabled:opacity-50 pointer-coarse:h-11 pointer-coarse:text-lg dark:bg-raised",
        "focus-visible:border-ring focus-visible:outline-offset-0 aria-invalid:border-danger",
        className,
      )}
      {...props}
    />
  );
}
