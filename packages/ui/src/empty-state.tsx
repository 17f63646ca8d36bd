import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-names.ts";

type EmptyStateProps = Omit<ComponentProps<"div">, "title"> & {
  icon: ReactNode;
  title: string;
  /** `h1` where nothing else on the page has a heading. */
  heading?: "h1" | "h2";
  description: ReactNode;
};

/** What a place says when it has nothing to show: what belongs here, and the one thing to do next (as children). */
export function EmptyState({
  icon,
  title,
  heading: Heading = "h2",
  description,
  className,
  children,
  ...props
}: EmptyStateProps) {
  return (
    <div
      className={cn("mx-auto flex w-full max-w-sm flex-col items-center gap-3 px-6 py-12 text-center", className)}
      {...props}
    >
      <span
        aria-hidden
        className="flex size-10 items-center justify-center rounded-md border border-border bg-surface text-muted-foreground dark:bg-raised [&_svg]:size-5"
      >
        {icon}
      </span>
      <div className="flex flex-col gap-1">
        <Heading className="font-semibold text-lg">{title}</Heading>
        <p className="text-balance text-base text-muted-foreground">{description}</p>
      </div>
      {children}
    </div>
  );
}
