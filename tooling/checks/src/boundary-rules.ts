import type { IFlattenedRuleSet } from "dependency-cruiser";
import { coreRoomLevels, type PackageRights, packageRights, testFilePattern } from "./boundary-table.ts";

type Rule = NonNullable<IFlattenedRuleSet["forbidden"]>[number];

const anyOfOurs = "^((packages|apps|tooling)/|@frontdesk/)";

/** Matches a folder of ours both as a resolved file and as a package name that could not be resolved. */
function oursPattern(folders: readonly string[]): string {
  const names = folders.map((folder) => folder.split("/")[1]);
  return folders.length === 0 ? "^$" : `^(${folders.join("|")})/|^@frontdesk/(${names.join("|")})(/|$)`;
}

/** Matches npm packages resolved into a node_modules folder (pnpm's too) or left as a name. */
function npmPattern(names: readonly string[]): string {
  const alternatives = names.map((name) => (name.endsWith("/") ? name : `${name}(/|$)`)).join("|");
  return names.length === 0 ? "^$" : `(^|/node_modules/)(${alternatives})`;
}

// "unknown" is a library that is not installed, seen by its bare name.
const npmTypes = ["npm", "npm-dev", "npm-optional", "npm-peer", "npm-no-pkg", "npm-unknown", "unknown"] as const;

function rulesOfPackage(folder: string, rights: PackageRights): Rule[] {
  const name = folder.replace(/^packages\//, "").replace("/", "-");
  const production = { path: `^${folder}/`, pathNot: testFilePattern };
  const rules: Rule[] = [
    {
      name: `${name}-imports-only-its-row`,
      comment: `${folder} may import of ours: ${rights.mayImport.join(", ") || "nothing"}.`,
      severity: "error",
      from: { path: `^${folder}/` },
      to: {
        path: anyOfOurs,
        pathNot: oursPattern([folder, ...rights.mayImport, "packages/testing", "tooling/browser"]),
      },
    },
  ];
  if (rights.typesOnly) {
    rules.push({
      name: `${name}-imports-types-only`,
      comment: `${folder} may import ${rights.typesOnly.join(", ")} as types only: write "import type".`,
      severity: "error",
      from: production,
      to: { path: `^(${rights.typesOnly.join("|")})/`, dependencyTypesNot: ["type-only"] },
    });
  }
  if (rights.onlyNpm) {
    rules.push({
      name: `${name}-uses-only-named-libraries`,
      comment: `${folder} may use these libraries only: ${rights.onlyNpm.join(", ") || "none"}.`,
      severity: "error",
      from: production,
      to: { dependencyTypes: [...npmTypes], pathNot: `${npmPattern(rights.onlyNpm)}|^@frontdesk/|^\\.` },
    });
  }
  if (rights.mustNotImport) {
    rules.push({
      name: `${name}-forbidden-library`,
      comment: `${folder} must not import ${rights.mustNotImport.join(", ")}.`,
      severity: "error",
      from: production,
      to: { path: npmPattern(rights.mustNotImport) },
    });
  }
  if (rights.mayUseNode === false) {
    rules.push({
      name: `${name}-runs-in-the-browser`,
      comment: `${folder} runs in the browser: no Node modules.`,
      severity: "error",
      from: production,
      to: { dependencyTypes: ["core"] },
    });
  }
  return rules;
}

function rulesOfRooms(): Rule[] {
  const core = "packages/core/src";
  const rules: Rule[] = coreRoomLevels.flatMap((rooms, level) =>
    rooms.map((room) => ({
      name: `core-room-${room}-imports-lower-rooms-only`,
      comment: `Room ${room} may import: ${coreRoomLevels.slice(0, level).flat().join(", ") || "no other room"}.`,
      severity: "error" as const,
      from: { path: `^${core}/${room}/`, pathNot: testFilePattern },
      to: {
        path: `^${core}/[^/]+/`,
        pathNot: `^${core}/(${[room, ...coreRoomLevels.slice(0, level).flat()].join("|")})/`,
      },
    })),
  );
  const named = `^${core}/(${coreRoomLevels.flat().join("|")})/`;
  rules.push({
    name: "core-room-without-rights",
    comment: "A folder of packages/core/src is a room, and a new room has no rights until coreRoomLevels names it.",
    severity: "error",
    from: { path: `^${core}/[^/]+/`, pathNot: named },
    to: { path: `^${core}/` },
  });
  return rules;
}

/**
 * Builds the rules that dependency-cruiser enforces, one or more named rules for each row of the import table, so that a
 * violation says which right is missing. Paths are relative to the root of the repository.
 */
export function buildBoundaryRules(): Rule[] {
  const namedFolders = Object.keys(packageRights).join("|");
  return [
    {
      name: "package-without-rights",
      comment: "A package has no rights until packageRights names it.",
      severity: "error",
      from: { path: "^(packages|apps|tooling)/([^/]+)/", pathNot: `^(${namedFolders})/` },
      to: { path: anyOfOurs, pathNot: "^(packages|apps|tooling)/$2/" },
    },
    ...Object.entries(packageRights).flatMap(([folder, rights]) => rulesOfPackage(folder, rights)),
    ...rulesOfRooms(),
    {
      name: "testing-only-in-tests",
      comment: "Only test files import packages/testing.",
      severity: "error",
      from: { pathNot: testFilePattern },
      to: { path: oursPattern(["packages/testing"]) },
    },
    {
      name: "browser-tooling-only-in-browser-tests",
      comment: "Only end-to-end tests, their configuration and the test command import tooling/browser.",
      severity: "error",
      from: { pathNot: `^tooling/(browser|bootstrap)/|${testFilePattern}` },
      to: { path: oursPattern(["tooling/browser"]) },
    },
    {
      name: "packages-are-imported-by-name",
      comment: "Another package is imported by its name (@frontdesk/…), never by a relative path around its exports.",
      severity: "error",
      from: { path: "^((?:packages|apps|tooling)/[^/]+)/" },
      to: { path: "^(packages|apps|tooling)/", pathNot: "^$1/", dependencyTypes: ["local"] },
    },
    {
      name: "prisma-only-in-db",
      comment: "Only packages/db imports Prisma and its generated client; row types come from @frontdesk/db.",
      severity: "error",
      from: { pathNot: "^packages/db/" },
      to: { path: `${npmPattern(["@prisma/", "prisma", ".prisma/"])}|^packages/db/src/generated/` },
    },
    {
      name: "no-cycles",
      comment: "Modules that import each other cannot be understood or tested alone.",
      severity: "error",
      from: { pathNot: "^packages/db/src/generated/" },
      to: { circular: true },
    },
    {
      name: "no-development-dependency-at-run-time",
      comment: "What production code imports belongs under dependencies: a pruned install has nothing else.",
      severity: "error",
      from: { path: "^(packages|apps)/[^/]+/src/", pathNot: testFilePattern },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ];
}
