import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

/** A bordered surface that holds one subject. */
export function Card({ className, ...props }: ComponentProps<"section">) {
  return <section className={cn("rounded-md border border-border bg-surface", className)} {...props} />;
}

/** The top of a card: its title, and what it is for. */
export function CardHeader({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("flex flex-col gap-1 px-4 pt-4 sm:px-6 sm:pt-6", className)} {...props} />;
}

/** The heading of a card; the only card of a page carries the page's `h1`. */
export function CardTitle({ as: Heading = "h2", className, ...props }: ComponentProps<"h2"> & { as?: "h1" | "h2" }) {
  return <Heading className={cn("font-semibold text-lg", className)} {...props} />;
}

/** One sentence under a card's title. */
export function CardDescription({ className, ...props }: ComponentProps<"p">) {
  return <p className={cn("text-base text-muted-foreground", className)} {...props} />;
}

/** The body of a card. */
export function CardContent({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("p-4 sm:p-6", className)} {...props} />;
}
