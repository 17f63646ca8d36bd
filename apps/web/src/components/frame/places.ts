import { BookOpen, Building2, Inbox, type LucideIcon, Plug, Settings } from "lucide-react";
import type { Route } from "next";

export type Place = { href: Route; label: string; icon: LucideIcon };

/** Which frame a page stands in: a business's dashboard, or the operator's administration. */
export type Area = "dashboard" | "admin";

/** Where the rail and the bottom bar lead. Only pages that exist. */
export const places: Record<Area, readonly Place[]> = {
  dashboard: [
    { href: "/inbox", label: "Inbox", icon: Inbox },
    { href: "/agent", label: "Agent", icon: BookOpen },
    { href: "/integrations", label: "Integrations", icon: Plug },
    { href: "/settings", label: "Settings", icon: Settings },
  ],
  admin: [{ href: "/admin", label: "Businesses", icon: Building2 }],
};

/** Whether an address lies in a place: on its page or below it. */
export function isInPlace(pathname: string, place: Place): boolean {
  return pathname === place.href || pathname.startsWith(`${place.href}/`);
}
