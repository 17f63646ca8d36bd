import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

/** A table that scrolls sideways inside its own frame when the page is too narrow. */
export function Table({
  className,
  "aria-label": label,
  ...props
}: ComponentProps<"table"> & { "aria-label": string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too
    <section tabIndex={0} aria-label={label} className="w-full overflow-x-auto focus-visible:-outline-offset-2">
      <table aria-label={label} className={cn("w-full text-sm", className)} {...props} />
    </section>
  );
}

/** The row of column names. */
export function TableHeader({ className, ...props }: ComponentProps<"thead">) {
  return <thead className={cn("border-border border-b", className)} {...props} />;
}

/** The rows. */
export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return <tbody className={cn("divide-y divide-border", className)} {...props} />;
}

/** One row. */
export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr className={cn("transition-colors", className)} {...props} />;
}

/** The name of a column. */
export function TableHead({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn("h-9 whitespace-nowrap px-4 text-left font-medium text-muted-foreground", className)}
      {...props}
    />
  );
}

/** One value. */
export function TableCell({ className, ...props }: ComponentProps<"td">) {
  return <td className={cn("px-4 py-2.5 align-middle", className)} {...props} />;
}
