import { expect, it } from "vitest";
import { isDatabaseUnavailable, isTransactionRace, isUniqueViolation } from "./database-errors.ts";

/** What Prisma 7 throws for a statement of our own SQL, and for one of its own: the code is at the bottom only. */
function raise(code: string, shape: "raw" | "orm", prismaCode = shape === "raw" ? "P2010" : "P2039"): Error {
  const driverAdapterError = Object.assign(new Error("refused"), {
    name: "DriverAdapterError",
    cause: { kind: "postgres", code, originalCode: code, originalMessage: "refused" },
  });
  return Object.assign(new Error("Invalid invocation"), { code: prismaCode, meta: { driverAdapterError } });
}

const shapes = ["raw", "orm"] as const;
const table = [
  ...["57014", "55P03", "57P01", "57P02", "57P03", "53300", "53200", "53100", "25006", "25P03"].map((code) => ({
    code,
    kind: "unavailable",
  })),
  ...["40001", "40P01"].map((code) => ({ code, kind: "race" })),
  { code: "23505", kind: "unique" },
  // What stays wrong however often it is tried: out of range, no such column, not null.
  ...["22003", "42703", "23502"].map((code) => ({ code, kind: "none" })),
].flatMap((row) => shapes.map((shape) => ({ ...row, shape })));

it.each(table)("takes $code from $shape SQL for $kind", ({ code, shape, kind }) => {
  const error = raise(code, shape);
  const wrapped = new Error("while applying", { cause: error });
  for (const one of [error, wrapped])
    expect({
      unavailable: isDatabaseUnavailable(one),
      race: isTransactionRace(one),
      unique: isUniqueViolation(one),
    }).toEqual({ unavailable: kind === "unavailable", race: kind === "race", unique: kind === "unique" });
});

it("knows Prisma's own codes and the texts of a lost connection, and ends on errors that cause each other", () => {
  expect(isDatabaseUnavailable(Object.assign(new Error("x"), { code: "P2024" }))).toBe(true);
  expect(isDatabaseUnavailable(new Error("Connection terminated unexpectedly"))).toBe(true);
  expect(isTransactionRace(Object.assign(new Error("x"), { code: "P2034" }))).toBe(true);
  expect(isUniqueViolation(Object.assign(new Error("x"), { code: "P2002" }))).toBe(true);
  const circle: { cause?: unknown } = {};
  circle.cause = circle;
  for (const nothing of [circle, null, undefined, "57014", new Error("no")])
    expect(isDatabaseUnavailable(nothing)).toBe(false);
});
