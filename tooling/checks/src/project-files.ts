import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const neverOurs = new Set([".git", "node_modules", ".next", ".turbo", ".data", "dist", "coverage", "generated"]);

function walk(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((file) => !file.split("/").some((part) => neverOurs.has(part)));
}

/**
 * Lists the files that are the project: tracked ones and new ones that are not ignored, as paths from `root`. Without
 * git (an unpacked archive) it walks the tree and leaves out what is installed or built.
 */
export function listProjectFiles(root: string): string[] {
  try {
    const output = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const files = output.split("\0").filter((file) => file !== "" && existsSync(join(root, file)));
    return [...new Set(files)].toSorted();
  } catch {
    return walk(root).toSorted();
  }
}
