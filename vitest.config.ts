import { existsSync, globSync } from "node:fs";
import { basename } from "node:path";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";

// Every package is a project: with its own vitest.config.ts where it has one, else with the tests beside its code.
const projects = globSync("{apps,packages,tooling}/*/package.json", { cwd: import.meta.dirname }).map(
  (manifest): TestProjectConfiguration => {
    const folder = manifest.replace(/\/package\.json$/, "");
    const config = `${folder}/vitest.config.ts`;
    if (existsSync(`${import.meta.dirname}/${config}`)) return config;
    const include = ["{src,scripts}/**/*.test.{ts,tsx}"];
    return { extends: true, root: folder, test: { name: basename(folder), include } };
  },
);

export default defineConfig({
  test: { projects, globalSetup: "./vitest.global-setup.ts", testTimeout: 30_000, hookTimeout: 60_000 },
});
