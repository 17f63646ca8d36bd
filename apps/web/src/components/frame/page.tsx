import type { ReactNode } from "react";

type PageProps = {
  title: string;
  description?: string;
  /** The page's one main action, or its search. */
  action?: ReactNode;
  children: ReactNode;
};

/** A scrolling page with its title: everything but the inbox. */
export function Page({ title, description, action, children }: PageProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a page without anything to press must still scroll by keyboard
    <section tabIndex={0} aria-label={title} className="flex-1 overflow-y-auto focus-visible:-outline-offset-2">
      <div className="mx-auto flex w-full max-w-4xl flex-col gap-6 px-4 py-6 sm:px-8 sm:py-8">
        <header className="flex flex-wrap items-end justify-between gap-4">
          <div className="flex flex-col gap-1">
            <h1 className="font-semibold text-xl">{title}</h1>
            {description ? <p className="max-w-prose text-base text-muted-foreground">{description}</p> : null}
          </div>
          {action}
        </header>
        {children}
      </div>
    </section>
  );
}
