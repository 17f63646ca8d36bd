import { DomainError } from "../domain-error.ts";

/** A place in a list ordered by a time and an id. */
export type Place = { time: Date; id: string };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function writeCursor(place: Place): string {
  return Buffer.from(`${place.time.toISOString()}|${place.id}`).toString("base64url");
}

/** @throws DomainError INVALID for anything that `writeCursor` did not write */
export function readCursor(cursor: string): Place {
  const [time = "", id = ""] = Buffer.from(cursor, "base64url").toString("utf8").split("|");
  const date = new Date(time);
  if (!isStorable(date) || !UUID.test(id))
    throw new DomainError("INVALID", "This page can't be shown any more. Start from the beginning.");
  return { time: date, id };
}

/** Whether a row can have this time: PostgreSQL fails a query for one outside of its calendar. */
export function isStorable(time: Date): boolean {
  return time.getTime() >= 0 && time.getTime() < Date.UTC(9999, 11, 31);
}
