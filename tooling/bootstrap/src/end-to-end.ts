import { appendFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { findFreePort } from "@frontdesk/db/scripts/embedded-postgres";
import { describeProblem, SetupProblem } from "@frontdesk/db/scripts/setup-problem";
import { readOrMakeSecrets } from "./local-secrets.ts";
import { readLogTail } from "./log-file.ts";
import { openDatabase } from "./open-database.ts";
import { makeProductEnv, type Product, startProduct } from "./product.ts";
import { repositoryRoot } from "./repository.ts";
import { runCommand } from "./run-command.ts";
import { SIGN_INS_FILE, seedDemoWhenEmpty } from "./seed.ts";
import type { Settings } from "./settings.ts";
import { readPlaywrightReport, type Tally } from "./test-report.ts";
import type { StepContext } from "./test-step.ts";

const WEB_FOLDER = join(repositoryRoot, "apps/web");

async function makeSettings(): Promise<Settings> {
  const webPort = await findFreePort();
  const simulatorPort = await findFreePort();
  const appUrl = `http://localhost:${webPort}`;
  return { mode: "demo", webPort, simulatorPort, appUrl, databaseUrl: undefined, ownerUrl: undefined };
}

/** Asked once for all tests, by a program of its own: it may download or install one. */
async function findBrowser(logFile: string): Promise<string> {
  const finder = join(repositoryRoot, "tooling/browser/src/find-browser.ts");
  const code = await runCommand({ command: "node", args: [finder], logFile });
  if (code !== 0) throw new SetupProblem(readLogTail(logFile));
  return readLogTail(logFile, 1);
}

async function runPlaywright(settings: Settings, browser: string, context: StepContext): Promise<Tally> {
  const report = join(context.folder, "playwright.json");
  const manifest = createRequire(join(WEB_FOLDER, "package.json")).resolve("@playwright/test/package.json");
  const code = await runCommand({
    command: "node",
    args: [join(dirname(manifest), "cli.js"), "test", "--reporter=list,json"],
    cwd: WEB_FOLDER,
    logFile: context.logFile,
    env: {
      CHROMIUM_PATH: browser,
      E2E_WEB_URL: settings.appUrl,
      E2E_SIMULATOR_URL: `http://127.0.0.1:${settings.simulatorPort}`,
      E2E_SIGN_INS_FILE: join(context.folder, SIGN_INS_FILE),
      E2E_OUTPUT_FOLDER: join(context.folder, "playwright"),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    },
  });
  return readPlaywrightReport(report, code);
}

/**
 * Runs the end-to-end tests against a product of their own: built web app, worker, simulator and seeded database on free ports. What
 * can't be started counts as one failure and is told in the log.
 */
export async function runEndToEnd(context: StepContext): Promise<Tally> {
  const stopping: (() => Promise<unknown>)[] = [];
  try {
    const browser = await findBrowser(join(context.folder, "logs/browser.log"));
    const settings = await makeSettings();
    const database = await openDatabase(settings, join(context.folder, "postgres"), true);
    stopping.push(async () => database.server?.stop());
    const secrets = readOrMakeSecrets(join(context.folder, "local-secrets.json"));
    const env = { ...makeProductEnv(settings, database, { ...secrets }, context.folder), SUPER_ADMIN_EMAIL: undefined };
    const options = { settings, database, env, folder: context.folder, isDev: false };
    await seedDemoWhenEmpty({ ownerUrl: database.ownerUrl, env, folder: context.folder });
    const product: Product = await startProduct(options);
    stopping.push(product.stop);
    return await runPlaywright(settings, browser, context);
  } catch (error) {
    appendFileSync(context.logFile, `${describeProblem(error)}\n`);
    return { passed: 0, failed: 1 };
  } finally {
    for (const stop of stopping.toReversed()) await stop();
  }
}
