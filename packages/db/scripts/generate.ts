/**
 * Generates the Prisma client into src/generated. Prisma's command line looks for a native migration engine even for
 * this, and would download it; any executable in its place will do, because generating never runs it.
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const manifest = createRequire(import.meta.url).resolve("prisma/package.json");
const generated = spawnSync(process.execPath, [join(dirname(manifest), "build/index.js"), "generate"], {
  cwd: join(import.meta.dirname, ".."),
  stdio: "inherit",
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  },
});
process.exit(generated.status ?? 1);
