import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Node, SourceFile } from "typescript-for-parsing";
import { packageRights, testFilePattern } from "./boundary-table.ts";
import type { Problem } from "./problem-report.ts";
import { typescript as ts } from "./typescript-parser.ts";

const globalObjects = new Set(["globalThis", "window", "self"]);

function isGlobalNamed(node: Node, name: string): boolean {
  if (ts.isIdentifier(node)) return node.text === name;
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === name &&
    ts.isIdentifier(node.expression) &&
    globalObjects.has(node.expression.text)
  );
}

function readsProcessEnv(node: Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === "env" && isGlobalNamed(node.expression, "process");
  return (
    ts.isImportDeclaration(node) &&
    ts.isStringLiteral(node.moduleSpecifier) &&
    /^(node:)?process$/.test(node.moduleSpecifier.text)
  );
}

function callsFetch(node: Node): boolean {
  return ts.isCallExpression(node) && isGlobalNamed(node.expression, "fetch");
}

const detectors = { "process.env": readsProcessEnv, fetch: callsFetch } as const;

function findUses(source: SourceFile, uses: (node: Node) => boolean): number[] {
  const lines: number[] = [];
  const visit = (node: Node): void => {
    if (uses(node)) lines.push(source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return lines;
}

/**
 * Finds reads of the environment and network calls in packages whose row of the import table forbids them. The linter
 * sees `process.env` too, but not an import of `node:process`.
 */
export function findForbiddenContent(root: string, files: readonly string[]): Problem[] {
  const isTest = new RegExp(testFilePattern);
  return files.flatMap((file) => {
    const forbidden = packageRights[file.split("/").slice(0, 2).join("/")]?.mustNotUse ?? [];
    if (forbidden.length === 0 || isTest.test(file) || !/\/src\/.*\.tsx?$/.test(file)) return [];
    const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
    return forbidden.flatMap((what) =>
      findUses(source, detectors[what]).map((line) => ({
        where: `${file}:${line}`,
        message: `no-${what.replace(".", "-")}: ${what} has no place in this package`,
      })),
    );
  });
}
