/** The product's mark and name. */
export function Brand() {
  return (
    <p className="flex items-center gap-2 font-semibold text-lg">
      <BrandMark className="size-7" />
      Frontdesk
    </p>
  );
}

/** The mark alone: a desk bell. Decoration, its name stands beside it or on the link around it. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" fill="none" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="8" className="fill-primary" />
      <g className="stroke-primary-foreground" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round">
        <path d="M7 22.5h18M9.5 19.5a6.5 6.5 0 0 1 13 0z" />
        <path d="M16 13v-2.6M13.8 10h4.4" />
      </g>
    </svg>
  );
}
