import { defineConfig } from "vitest/config";

// The fixtures hold test files too: they are read, never run.
export default defineConfig({ test: { include: ["src/**/*.test.ts"] } });
