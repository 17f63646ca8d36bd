"use client";

import { Button } from "@frontdesk/ui/button";
import { LoaderCircle } from "lucide-react";
import { useEffect, useRef } from "react";

type LoadMoreProps = { label: string; isLoading: boolean; onLoad: () => void };

/** Loads the next page when it comes into sight; a button, so that keyboards and screen readers have it too. */
export function LoadMore({ label, isLoading, onLoad }: LoadMoreProps) {
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!button.current || isLoading) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) onLoad();
    });
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [isLoading, onLoad]);

  return (
    <div className="flex justify-center p-2">
      <Button ref={button} variant="ghost" size="sm" onClick={onLoad} aria-disabled={isLoading || undefined}>
        {isLoading ? <LoaderCircle aria-hidden className="animate-spin" /> : null}
        {label}
      </Button>
    </div>
  );
}
