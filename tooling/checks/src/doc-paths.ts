import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { type CheckResult, type Problem, repositoryRoot, runAsProgram } from "./problem-report.ts";
import { listProjectFiles } from "./project-files.ts";

const fileEnding = /\.(md|tsx?|mjs|cjs|jsx?|json|ya?ml|prisma|sql|css|grit|toml|example|svg|png)$/;
const rootDocument = /^([A-Z]+\.md|docs\/.+\.md|(apps|packages|tooling)\/[^/]+\/[A-Z]+\.md)$/;

type Mention = { path: string; line: number };

function expandBraces(path: string): string[] {
  const [whole, list] = /\{([^{}]*)\}/.exec(path) ?? [];
  if (whole === undefined || list === undefined) return [path];
  return list.split(",").flatMap((choice) => expandBraces(path.replace(whole, choice.trim())));
}

function cleanPath(text: string): string {
  return text
    .replace(/^\.\//, "")
    .replace(/[#:]L?\d+(-L?\d+)?$/, "")
    .replace(/\/+$/, "");
}

/**
 * Lists the paths that a document names: targets of relative links, and words in backticks that begin with a folder at
 * the root or end like a file. A route (`/api/health/live`), a package (`@frontdesk/db`), a command or an address is none.
 */
export function listNamedPaths(content: string, rootEntries: ReadonlySet<string>): Mention[] {
  const withoutBlocks = content.replace(/^(```|~~~)[\s\S]*?^\1/gm, (block) => block.replace(/[^\n]/g, ""));
  return withoutBlocks.split("\n").flatMap((text, index) => {
    const line = index + 1;
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target.replace(/#.*$/, ""));
    const named = [...text.matchAll(/`([^`]+)`/g)]
      .map(([, word = ""]) => word)
      .filter((word) => !/[\s$=~]|^[/@-]|:\/\/|^[\w.]+\(/.test(word))
      .filter(
        (word) =>
          (word.includes("/") && rootEntries.has(cleanPath(word).split("/")[0] ?? "")) ||
          fileEnding.test(cleanPath(word)),
      );
    return [...links.filter((target) => target !== "" && !/^([a-z]+:|\/)/.test(target)), ...named].flatMap((word) =>
      expandBraces(cleanPath(word)).map((path) => ({ path, line })),
    );
  });
}

/** Turns `docs/*.md` or `e2e/<area>.spec.ts` into a pattern; a plain path also stands for a folder of files. */
function toPattern(path: string): RegExp {
  const source = path
    .split(/(\*\*|\*|<[^>]+>|…)/)
    .map((part, index) =>
      index % 2 === 0 ? part.replace(/[.+?^${}()|[\]\\]/g, "\\$&") : part === "**" ? ".*" : "[^/]*",
    )
    .join("");
  return new RegExp(`(^|/)${source}(/|$)`);
}

/** Says whether a document's path exists, seen from the root, from the document's folder, or as the end of a path. */
export function isPathThere(path: string, document: string, files: readonly string[]): boolean {
  if (/^\.\.?(\/|$)/.test(path)) {
    const target = normalize(join(dirname(document), path));
    return files.some((file) => file === target || file.startsWith(`${target}/`));
  }
  const pattern = toPattern(path);
  return files.some((file) => pattern.test(file));
}

/** As a file or as a folder: git takes one path at a time with --quiet. */
function isIgnoredByGit(root: string, path: string): boolean {
  return [path, `${path}/`].some((one) => {
    try {
      execFileSync("git", ["check-ignore", "--quiet", "--no-index", one], { cwd: root, stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  });
}

/** Finds paths in the documents of `documents` (contents by path) that are not in the tree. */
export function findMissingPaths(
  documents: Readonly<Record<string, string>>,
  files: readonly string[],
  isMadeAtRunTime: (path: string) => boolean,
): CheckResult {
  const rootEntries = new Set(files.map((file) => file.split("/")[0] ?? file));
  const mentions = Object.entries(documents).flatMap(([document, content]) =>
    listNamedPaths(content, rootEntries).map((mention) => ({ document, ...mention })),
  );
  const problems: Problem[] = mentions
    .filter(({ path, document }) => !isPathThere(path, document, files) && !isMadeAtRunTime(path))
    .map(({ document, line, path }) => ({ where: `${document}:${line}`, message: `${path} does not exist` }));
  return { problems, inspected: Object.keys(documents).length };
}

function checkRepository(root: string): CheckResult {
  const files = listProjectFiles(root);
  const documents = files
    .filter((file) => rootDocument.test(file))
    .map((file) => [file, readFileSync(join(root, file), "utf8")] as const);
  return findMissingPaths(Object.fromEntries(documents), files, (path) => isIgnoredByGit(root, path));
}

if (import.meta.main) await runAsProgram("doc-paths", () => checkRepository(repositoryRoot));
