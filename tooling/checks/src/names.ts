import { type CheckResult, type Problem, repositoryRoot, runAsProgram } from "./problem-report.ts";
import { listProjectFiles } from "./project-files.ts";

const emptyWords = "utils?|utilities|helpers?|lib|common|shared|misc|services?";
const emptyName = new RegExp(`^(${emptyWords})$|-(utils?|utilities|helpers?)$`, "i");

// Names that a tool or a custom of the trade demands.
const customaryFile = /^(\.[\w.-]+|[A-Z][A-Z_]*(\.md)?|Dockerfile(\.[a-z-]+)?|migration_lock\.toml)$/;
const kebabFile = /^_?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const kebabFolder = /^[._]?[a-z0-9]+(-[a-z0-9]+)*$/;
const migrationFolder = /^\d{14}_[a-z0-9]+(_[a-z0-9]+)*$/;

/** Next's route syntax: `[id]`, `[...path]`, `[[...path]]`, `(group)`, `@slot`, `(.)intercepted`. */
function withoutRouteSyntax(part: string): string {
  return part
    .replace(/^\(\.{1,3}\)/, "")
    .replace(/^@/, "")
    .replace(/^\[{1,2}(\.\.\.)?(.*?)\]{1,2}$/, "$2")
    .replace(/^\((.*)\)$/, "$1");
}

// `[conversationId]` and `[...nextauth]` are parameters of the code: camel case is right there.
function isWellNamedFolder(part: string): boolean {
  if (/^\[.*\]$/.test(part)) return /^[a-z][a-zA-Z0-9]*$/.test(withoutRouteSyntax(part));
  return kebabFolder.test(withoutRouteSyntax(part)) || migrationFolder.test(part);
}

function isWellNamedFile(part: string): boolean {
  const [stem = "", ...extensions] = part.split(".");
  if (/^\[.*\]$/.test(stem)) return /^[a-z][a-zA-Z0-9]*$/.test(withoutRouteSyntax(stem)) && extensions.length > 0;
  return kebabFile.test(part) || customaryFile.test(part);
}

function describeBadPart(part: string, isFile: boolean, isFixture: boolean): string | undefined {
  const stem = isFile ? (part.replace(/^\./, "").split(".")[0] ?? "") : withoutRouteSyntax(part);
  if (emptyName.test(stem)) return `"${stem}" says nothing: name it after what it does`;
  // Recorded payloads keep the names they came with.
  if (isFixture || (isFile ? isWellNamedFile(part) : isWellNamedFolder(part))) return undefined;
  return `"${part}" is not kebab-case`;
}

/** Finds files and folders whose names say nothing (utils, helpers, …) or are not kebab-case. */
export function findBadNames(files: readonly string[]): CheckResult {
  const problems = new Map<string, Problem>();
  for (const file of files) {
    const parts = file.split("/");
    parts.forEach((part, index) => {
      const isFixture = parts.slice(0, index).includes("fixtures");
      const message = describeBadPart(part, index === parts.length - 1, isFixture);
      const where = parts.slice(0, index + 1).join("/");
      if (message) problems.set(where, { where, message });
    });
  }
  return { problems: [...problems.values()], inspected: files.length };
}

if (import.meta.main) await runAsProgram("names", () => findBadNames(listProjectFiles(repositoryRoot)));
