import { v7 } from "uuid";

/** A new row id: UUIDv7, made in the application; within one process later ids sort after earlier ones. */
export function newId(): string {
  return v7();
}
