"use client";

import { ThemeProvider as NextThemesProvider, useTheme } from "next-themes";
import type { ReactNode } from "react";

export type ThemeChoice = "light" | "dark" | "system";

/** Sets `.dark` on the page as the person chose, or as their system says. `nonce` lets its inline script run. */
export function ThemeProvider({ nonce, children }: { nonce: string; children: ReactNode }) {
  return (
    <NextThemesProvider attribute="class" nonce={nonce} disableTransitionOnChange>
      {children}
    </NextThemesProvider>
  );
}

/** The person's choice and the way to change it. Before hydration the choice is not known and reads as "system". */
export function useThemeChoice(): [ThemeChoice, (choice: ThemeChoice) => void] {
  const { theme, setTheme } = useTheme();
  return [theme === "light" || theme === "dark" ? theme : "system", setTheme];
}
