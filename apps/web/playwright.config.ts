import { defineConfig } from "@playwright/test";

// `npm test` starts a product of its own and says where it is; `E2E_WEB_URL` and `E2E_SIMULATOR_URL` point at any other.
const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: "./e2e",
  testMatch: "*.spec.ts",
  outputDir: process.env.E2E_OUTPUT_FOLDER ?? "test-results",
  timeout: 45_000,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  use: {
    baseURL: process.env.E2E_WEB_URL ?? "http://localhost:3000",
    viewport: { width: 1366, height: 850 },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
