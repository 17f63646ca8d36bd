import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Node } from "typescript-for-parsing";
import { type CheckResult, type Problem, repositoryRoot, runAsProgram } from "./problem-report.ts";
import { listProjectFiles } from "./project-files.ts";
import { typescript as ts } from "./typescript-parser.ts";

const testFunctions = new Set(["it", "test", "describe", "suite", "bench"]);
const leavingOut = new Set(["skip", "skipIf", "runIf", "only", "todo", "fixme", "fails", "fail"]);
const shortForms = new Set(["xit", "xtest", "xdescribe", "fit", "fdescribe"]);

/** The name at the start of `test.describe.skip(…)`, `it.skipIf(…)(…)` and the like. */
function findRootName(node: Node): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) return findRootName(node.expression);
  return undefined;
}

function describeSkip(node: Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && leavingOut.has(node.name.text)) {
    const root = findRootName(node.expression);
    if (root && testFunctions.has(root)) return `${root}.${node.name.text}`;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  if (ts.isIdentifier(expression))
    return shortForms.has(expression.text) || expression.text === "skip" ? expression.text : undefined;
  const isContextSkip = ts.isPropertyAccessExpression(expression) && expression.name.text === "skip";
  return isContextSkip && /^(context|ctx|task|testInfo)$/.test(findRootName(expression) ?? "") ? "skip" : undefined;
}

/** Finds tests that are left out or that leave out the others: a suite that is green by not running is not green. */
export function findSkippedTests(file: string, content: string): Problem[] {
  const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true);
  const problems: Problem[] = [];
  const visit = (node: Node): void => {
    const skip = describeSkip(node);
    if (skip) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      problems.push({ where: `${file}:${line}`, message: `${skip}: every test runs, or is deleted` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return problems;
}

function checkRepository(root: string): CheckResult {
  const files = listProjectFiles(root).filter(
    (file) => /\.(test|spec)\.tsx?$/.test(file) && !file.includes("/fixtures/"),
  );
  const problems = files.flatMap((file) => findSkippedTests(file, readFileSync(join(root, file), "utf8")));
  return { problems, inspected: files.length };
}

if (import.meta.main) await runAsProgram("no-skips", () => checkRepository(repositoryRoot));
