"use server";

import { cookies } from "next/headers";
import { RAIL_COOKIE } from "./rail-cookie.ts";

const YEAR_S = 365 * 24 * 3600;

/** Keeps on this device whether the rail is pinned open. */
export async function rememberRail(isPinned: boolean): Promise<void> {
  (await cookies()).set(RAIL_COOKIE, isPinned ? "pinned" : "narrow", {
    maxAge: YEAR_S,
    path: "/",
    sameSite: "lax",
    httpOnly: true,
  });
}
