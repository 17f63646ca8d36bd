/** What one package may import. A package that the table does not name may import nothing of ours. */
export type PackageRights = {
  /** Folders of ours, as `packages/db`, or a part of one. */
  mayImport: readonly string[];
  /** Of those, the ones that may be imported as types only. */
  typesOnly?: readonly string[];
  /** Npm packages that its production code may import; without a list, all but `mustNotImport`. */
  onlyNpm?: readonly string[];
  /** Npm packages that have no place here; a name ending in `/` stands for a scope. */
  mustNotImport?: readonly string[];
  /** False for code that also runs in the browser. */
  mayUseNode?: false;
  /** Global calls and reads that have no place here. */
  mustNotUse?: readonly ("process.env" | "fetch")[];
};

const database = ["@prisma/", "pg", "pg-boss"];

/**
 * The import table of the architecture, as an allow-list: the only place to grant a right.
 *
 * Prisma is not repeated for each package: the rule `prisma-only-in-db` holds everywhere.
 */
export const packageRights: Readonly<Record<string, PackageRights>> = {
  "packages/validators": { mayImport: [], onlyNpm: ["zod"], mayUseNode: false, mustNotUse: ["process.env", "fetch"] },
  "packages/ui": {
    mayImport: [],
    mustNotImport: ["@trpc/", "@tanstack/react-query", "swr", "axios", "zod", ...database],
    mayUseNode: false,
    mustNotUse: ["process.env", "fetch"],
  },
  "packages/encryption": { mayImport: [], onlyNpm: [], mustNotUse: ["process.env", "fetch"] },
  "packages/db": { mayImport: ["packages/encryption"], mustNotImport: ["@trpc/", "next", "react", "react-dom"] },
  "packages/channels": {
    mayImport: ["packages/validators"],
    mustNotImport: ["@trpc/", "next", "react", "react-dom", ...database],
    mustNotUse: ["process.env"],
  },
  "packages/jobs": {
    mayImport: ["packages/db"],
    typesOnly: ["packages/db"],
    mustNotImport: ["@trpc/", "next", "react", "react-dom"],
    mustNotUse: ["process.env", "fetch"],
  },
  "packages/core": {
    mayImport: ["packages/validators", "packages/encryption", "packages/db", "packages/channels", "packages/jobs"],
    mustNotImport: ["@trpc/", "next", "next-auth", "react", "react-dom"],
    mustNotUse: ["process.env"],
  },
  "packages/auth": {
    mayImport: ["packages/core", "packages/validators"],
    mustNotImport: ["@trpc/", ...database],
    mustNotUse: ["process.env"],
  },
  "packages/api": {
    mayImport: ["packages/validators", "packages/core", "packages/auth"],
    mustNotImport: ["next", "react", "react-dom", "undici", "axios", ...database],
    mustNotUse: ["process.env", "fetch"],
  },
  "packages/testing": {
    mayImport: [
      "packages/validators",
      "packages/encryption",
      "packages/db",
      "packages/channels",
      "packages/jobs",
      "packages/core",
      "packages/auth",
      "packages/api",
    ],
  },
  "apps/web": {
    mayImport: ["packages/validators", "packages/ui", "packages/core", "packages/auth", "packages/api"],
    mustNotImport: database,
  },
  "apps/worker": {
    mayImport: ["packages/core", "packages/jobs"],
    mustNotImport: ["@trpc/", "next", "react", ...database],
  },
  "apps/simulator": { mayImport: ["packages/validators"], mustNotImport: ["@trpc/", "next", ...database] },
  // The two commands run the embedded database, the migrations, the queues' set-up and the browser's.
  "tooling/bootstrap": { mayImport: ["packages/db/scripts", "packages/jobs", "tooling/browser"] },
  "tooling/browser": { mayImport: [] },
  "tooling/checks": { mayImport: [] },
};

/** Rooms of `packages/core`, low to high. A room imports rooms of lower levels only, none of its own level. */
export const coreRoomLevels: readonly (readonly string[])[] = [
  ["audit", "usage"],
  ["business", "member"],
  ["customer", "integration", "knowledge", "media"],
  ["conversation", "template"],
  ["outbound"],
  ["inbound", "agent", "voice"],
  ["admin"],
];

/** Files that may import `packages/testing` and development dependencies: tests and the configuration of test runners. */
export const testFilePattern = [
  "\\.(test|spec)\\.tsx?$",
  "^packages/testing/",
  "^apps/[^/]+/e2e/",
  "(^|/)(vitest|playwright)\\.[^/]+\\.ts$",
].join("|");
