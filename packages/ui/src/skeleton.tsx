import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

/** A grey shape where content will be. Put it in a parent with `animate-appear-late`, so that quick loads show none. */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return <div aria-hidden className={cn("animate-pulse rounded-sm bg-muted", className)} {...props} />;
}
