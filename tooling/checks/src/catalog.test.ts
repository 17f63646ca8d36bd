import { describe, expect, it } from "vitest";
import { findCatalogProblems } from "./catalog.ts";

const manifestA = "packages/a/package.json";
const manifestB = "packages/b/package.json";

describe("findCatalogProblems", () => {
  it("asks for the catalog when two packages use one dependency", () => {
    const manifests = {
      [manifestA]: { dependencies: { zod: "4.6.7" } },
      [manifestB]: { devDependencies: { zod: "4.6.6" } },
    };
    const { problems } = findCatalogProblems(manifests, []);
    expect(problems.map(({ where }) => where)).toEqual([`${manifestA}: zod`, `${manifestB}: zod`]);
  });

  it("refuses a version beside the catalog, even of a single user", () => {
    const { problems } = findCatalogProblems({ [manifestA]: { dependencies: { zod: "4.6.7" } } }, ["zod"]);
    expect(problems[0]?.message).toContain('write "catalog:"');
  });

  it("refuses a package of ours by version", () => {
    const { problems } = findCatalogProblems({ [manifestA]: { dependencies: { "@frontdesk/db": "0.1.0" } } }, []);
    expect(problems).toHaveLength(1);
  });

  it("accepts the catalog, the workspace and a version that one package alone uses", () => {
    const manifests = {
      [manifestA]: { dependencies: { zod: "catalog:", "@frontdesk/db": "workspace:*", clsx: "2.1.1" } },
      [manifestB]: { dependencies: { zod: "catalog:" } },
    };
    expect(findCatalogProblems(manifests, ["zod"])).toEqual({ problems: [], inspected: 4 });
  });
});
