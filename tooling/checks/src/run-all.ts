import { spawnSync } from "node:child_process";
import { join } from "node:path";

const checks = ["boundaries", "names", "catalog", "version-floors", "env-list", "doc-paths", "no-skips"];

// One process each: a check that throws fails alone, and the others still say what they found.
const failed = checks.filter((check) => {
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${check}.ts`)], { stdio: "inherit" });
  return status !== 0;
});

if (failed.length > 0) {
  console.error(`Failed: ${failed.join(", ")}`);
  process.exitCode = 1;
}
