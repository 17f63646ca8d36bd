import { join } from "node:path";

/** Root of the repository, from the place of this file. */
export const repositoryRoot = join(import.meta.dirname, "../../..");

/** Everything that running makes and git ignores: the database, local secrets, logs. */
export const dataFolder = join(repositoryRoot, ".data");

/** Where the embedded database keeps its data: live mode never opens the demo's, whose passwords everybody knows. */
export function databaseFolder(mode: "demo" | "live"): string {
  return join(dataFolder, mode === "live" ? "postgres-live" : "postgres");
}
