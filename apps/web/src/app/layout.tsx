import "./styles.css";

import { ThemeProvider } from "@frontdesk/ui/theme-provider";
import { Toaster } from "@frontdesk/ui/toaster";
import { TooltipProvider } from "@frontdesk/ui/tooltip";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";

export const metadata: Metadata = {
  title: { default: "Frontdesk", template: "%s · Frontdesk" },
  description: "The AI front desk of your business: WhatsApp, Instagram and Messenger in one inbox.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8f9fb" },
    { media: "(prefers-color-scheme: dark)", color: "#0b0d12" },
  ],
};

/** The frame of every page: fonts and tokens, the theme, tooltips and notices. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  // The theme is set by an inline script before the first paint, which the content security policy lets run by its nonce.
  const nonce = (await headers()).get("x-nonce") ?? "";
  return (
    // The script adds the theme's class to <html> before React sees it.
    <html lang="en" suppressHydrationWarning>
      <body>
        <ThemeProvider nonce={nonce}>
          <TooltipProvider>{children}</TooltipProvider>
          <Toaster />
        </ThemeProvider>
      </body>
    </html>
  );
}
