"use client";

import { CircleAlert } from "lucide-react";
import { useTheme } from "next-themes";
import { Toaster as Sonner, toast } from "sonner";

/** Where notices about acts that failed or finished out of sight appear. One per app. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="top-right"
      icons={{
        error: <CircleAlert className="size-4 text-danger" aria-hidden />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "font-sans flex w-(--width) items-start gap-2 rounded-md border border-border bg-overlay p-3 text-sm text-foreground shadow-float",
          icon: "mt-0.5 shrink-0",
          content: "min-w-0",
          title: "font-medium",
          description: "text-muted-foreground",
        },
      }}
    />
  );
}

/** Says that an act failed, and why. Stays for 8 s: long enough to read a sentence twice. */
export function notifyFailure(title: string, description?: string): void {
  toast.error(title, { description, duration: 8_000 });
}
