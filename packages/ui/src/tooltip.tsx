"use client";

import { Tooltip as TooltipPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

/** Shares the delay of all tooltips below it: after the first, the next ones open at once. */
export function TooltipProvider({ delayDuration = 300, ...props }: ComponentProps<typeof TooltipPrimitive.Provider>) {
  return <TooltipPrimitive.Provider delayDuration={delayDuration} {...props} />;
}

/** Wraps one trigger and its content. */
export const Tooltip = TooltipPrimitive.Root;

/** What shows the tooltip on hover and on keyboard focus. */
export const TooltipTrigger = TooltipPrimitive.Trigger;

/** The floating text. Never the only place where something is said: touch screens have no hover. */
export function TooltipContent({
  className,
  sideOffset = 6,
  ...props
}: ComponentProps<typeof TooltipPrimitive.Content>) {
  return (
    <TooltipPrimitive.Portal>
      <TooltipPrimitive.Content
        sideOffset={sideOffset}
        className={cn(
          "fade-in-0 z-50 w-fit max-w-72 animate-in text-balance rounded-sm bg-foreground px-2 py-1 text-canvas text-xs shadow-float",
          className,
        )}
        {...props}
      />
    </TooltipPrimitive.Portal>
  );
}
