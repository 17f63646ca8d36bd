/** Remembers whether the rail is pinned open ("pinned"), so that the server draws it right the first time. */
export const RAIL_COOKIE = "frontdesk.rail";
