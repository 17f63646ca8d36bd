import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { listDocumentedVariables, listReadVariables, listSchemaVariables } from "./env-names.ts";
import { type CheckResult, type Problem, repositoryRoot, runAsProgram } from "./problem-report.ts";
import { listProjectFiles } from "./project-files.ts";

const exampleFile = ".env.example";
const schemaFile = /^(apps|packages)\/[^/]+\/src\/(.+\/)?([a-z-]+-)?env(-[a-z-]+)?\.ts$/;
const scriptFile =
  /^(tooling\/(?!checks\/)|packages\/db\/scripts\/|apps\/[^/]+\/(e2e\/|[a-z.]+\.config\.ts$)).*|^packages\/db\/src\/seed\//;

/** File contents by path, split by what they say about the environment. */
export type EnvSources = { schemas: Record<string, string>; scripts: Record<string, string>; example: string };

/**
 * Compares the variables of the environment schemas with the documented ones: every schema variable is documented, every
 * documented one is in a schema or read by a script (the ports that only the start command looks at), none twice.
 */
export function findEnvProblems({ schemas, scripts, example }: EnvSources): CheckResult {
  const inSchemas = Object.entries(schemas).flatMap(([file, content]) =>
    listSchemaVariables(file, content).map((name) => ({ file, name })),
  );
  const documented = listDocumentedVariables(example);
  const used = new Set([
    ...inSchemas.map(({ name }) => name),
    ...Object.entries(scripts).flatMap(([file, content]) => listReadVariables(file, content)),
  ]);
  const undocumented: Problem[] = inSchemas
    .filter(({ name }) => !documented.includes(name))
    .map(({ file, name }) => ({ where: file, message: `${name} has no line in ${exampleFile}` }));
  const unused: Problem[] = documented
    .filter((name) => !used.has(name))
    .map((name) => ({ where: exampleFile, message: `${name} is in no schema and read by no script` }));
  const doubled: Problem[] = documented
    .filter((name, index) => documented.indexOf(name) !== index)
    .map((name) => ({ where: exampleFile, message: `${name} is documented twice` }));
  return { problems: [...undocumented, ...unused, ...doubled], inspected: inSchemas.length };
}

function readFiles(root: string, files: readonly string[]): Record<string, string> {
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
}

function checkRepository(root: string): CheckResult {
  const example = join(root, exampleFile);
  if (!existsSync(example)) return { problems: [{ where: exampleFile, message: "is missing" }], inspected: 1 };
  const files = listProjectFiles(root).filter((file) => !/\.(test|spec)\.tsx?$/.test(file));
  return findEnvProblems({
    schemas: readFiles(
      root,
      files.filter((file) => schemaFile.test(file)),
    ),
    scripts: readFiles(
      root,
      files.filter((file) => scriptFile.test(file) && /\.(ts|mjs)$/.test(file)),
    ),
    example: readFileSync(example, "utf8"),
  });
}

if (import.meta.main) await runAsProgram("env-list", () => checkRepository(repositoryRoot));
