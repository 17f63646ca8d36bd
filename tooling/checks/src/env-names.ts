import type { Expression, Node, ObjectLiteralElementLike, ObjectLiteralExpression } from "typescript-for-parsing";
import { typescript as ts } from "./typescript-parser.ts";

const variableName = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
const objectBuilders = new Set(["object", "strictObject", "looseObject", "extend", "safeExtend"]);

function isSchemaValue(value: Expression): boolean {
  // `z.string()`, `url.optional()`, `port`, but neither a literal nor something read from somewhere.
  return ts.isCallExpression(value) || ts.isIdentifier(value);
}

function isArgumentOfBuilder(node: ObjectLiteralExpression): boolean {
  const { parent } = node;
  if (!ts.isCallExpression(parent)) return false;
  return ts.isPropertyAccessExpression(parent.expression) && objectBuilders.has(parent.expression.name.text);
}

function isNamedShape(node: ObjectLiteralExpression): boolean {
  let parent: Node = node.parent;
  while (ts.isSatisfiesExpression(parent) || ts.isAsExpression(parent)) parent = parent.parent;
  return (
    ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) && /(env|shape|schema)/i.test(parent.name.text)
  );
}

function parseSource(file: string, content: string) {
  return ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true);
}

function nameOfSchemaProperty(property: ObjectLiteralElementLike): string | undefined {
  const isSchema =
    ts.isShorthandPropertyAssignment(property) ||
    (ts.isPropertyAssignment(property) && isSchemaValue(property.initializer));
  if (!isSchema || !(ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))) return undefined;
  return variableName.test(property.name.text) ? property.name.text : undefined;
}

/**
 * Lists the variables that a file's zod schemas name: keys in capitals of `z.object({ … })`, `.extend({ … })` and of
 * shapes like `const databaseEnv = { DATABASE_URL: z.url() }`. It reads the code instead of importing it, because an
 * application's `env.ts` stops the process when the environment is incomplete.
 */
export function listSchemaVariables(file: string, content: string): string[] {
  const names: string[] = [];
  const visit = (node: Node): void => {
    if (ts.isObjectLiteralExpression(node) && (isArgumentOfBuilder(node) || isNamedShape(node))) {
      names.push(...node.properties.map(nameOfSchemaProperty).filter((name) => name !== undefined));
    }
    ts.forEachChild(node, visit);
  };
  visit(parseSource(file, content));
  return [...new Set(names)];
}

function readKey(node: Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (!ts.isElementAccessExpression(node)) return undefined;
  return ts.isStringLiteral(node.argumentExpression) ? node.argumentExpression.text : undefined;
}

/** Lists the variables that a script reads or sets itself, as `process.env.WEB_PORT` or `env.WEB_PORT`. */
export function listReadVariables(file: string, content: string): string[] {
  const names = new Set<string>();
  const visit = (node: Node): void => {
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      const name = readKey(node);
      if (name && variableName.test(name) && /(^|\.)env$/i.test(node.expression.getText())) names.add(name);
    }
    ts.forEachChild(node, visit);
  };
  visit(parseSource(file, content));
  return [...names];
}

/** Lists the variables that an example file documents; a line that is commented out documents a default. */
export function listDocumentedVariables(example: string): string[] {
  return [...example.matchAll(/^\s*#?\s*(?:export\s+)?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name ?? "");
}
