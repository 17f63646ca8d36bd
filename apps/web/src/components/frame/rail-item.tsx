"use client";

import { cn } from "@frontdesk/ui/class-names";
import { Tooltip, TooltipContent, TooltipTrigger } from "@frontdesk/ui/tooltip";
import type { ReactNode } from "react";

/** The looks of everything pressable in the rail. */
export function railItemClasses(isWide: boolean): string {
  return cn(
    "relative flex h-9 w-full items-center gap-3 rounded-sm px-2.5 text-left text-sm transition-colors hover:bg-rail-active/60 hover:text-rail-active-foreground aria-[current=page]:bg-rail-active aria-[current=page]:font-medium aria-[current=page]:text-rail-active-foreground [&_svg]:size-5 [&_svg]:shrink-0",
    !isWide && "justify-center px-0",
  );
}

/** The word of an icon in the narrow rail, on hover and focus. */
export function RailTip({ label, isHidden, children }: { label: string; isHidden: boolean; children: ReactNode }) {
  if (isHidden) return children;
  return (
    <Tooltip>
      <TooltipTrigger asChild>{children}</TooltipTrigger>
      <TooltipContent side="right">{label}</TooltipContent>
    </Tooltip>
  );
}
