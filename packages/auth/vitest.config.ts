import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "auth",
    include: ["src/**/*.test.ts"],
    globalSetup: "../../vitest.global-setup.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // next-auth imports "next/server" without its extension, which bundlers resolve and Node does not.
    server: { deps: { inline: ["next-auth"] } },
  },
});
