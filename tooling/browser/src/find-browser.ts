import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { chromium } from "@playwright/test";

const NAMES_ON_PATH = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const MAC_APPLICATIONS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
/** Offline, a download must fail soon, not after Playwright's patience. */
const CONNECTION_TIMEOUT_MS = 10_000;
const DOWNLOAD_TIMEOUT_MS = 300_000;
const ANSWER_TIMEOUT_MS = 20_000;

/** No browser was found and none could be fetched; its message is one sentence for people. */
export class BrowserNotFound extends Error {
  override name = "BrowserNotFound";
}

/** Everything outside this module that finding a browser depends on, so that a test can say what the machine has. */
export interface Machine {
  env: Record<string, string | undefined>;
  isRoot: boolean;
  isDebian: boolean;
  /** Whether the file is a browser that starts here: a stub or one that lacks system libraries is none. */
  isBrowser(path: string): boolean;
  /** Runs a program to its end and says whether it succeeded. */
  run(command: string, args: string[], env?: Record<string, string>): boolean;
  /** Where Playwright keeps its own browser, there or not. */
  playwrightBrowser(): string;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** This machine as it is. */
export const thisMachine: Machine = {
  env: process.env,
  isRoot: process.getuid?.() === 0,
  isDebian: existsSync("/etc/debian_version"),
  isBrowser: (path) => {
    if (!isExecutable(path)) return false;
    const answer = spawnSync(path, ["--version"], { encoding: "utf8", timeout: ANSWER_TIMEOUT_MS });
    return answer.status === 0 && /\d+\.\d+/.test(answer.stdout);
  },
  run: (command, args, env) => {
    // Its output is for people; ours, on stdout, is the path.
    const options = {
      stdio: ["ignore", 2, 2],
      timeout: DOWNLOAD_TIMEOUT_MS,
      env: { ...process.env, ...env },
    } satisfies SpawnSyncOptions;
    return spawnSync(command, args, options).status === 0;
  },
  playwrightBrowser: () => chromium.executablePath(),
};

function findInstalled(machine: Machine): string | undefined {
  const folders = (machine.env.PATH ?? "").split(delimiter).filter(Boolean);
  const candidates = [
    ...NAMES_ON_PATH.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...MAC_APPLICATIONS,
    machine.playwrightBrowser(),
  ];
  return candidates.find((path) => machine.isBrowser(path));
}

function downloadWithPlaywright(machine: Machine): void {
  const manifest = createRequire(import.meta.url).resolve("@playwright/test/package.json");
  machine.run(process.execPath, [join(dirname(manifest), "cli.js"), "install", "chromium"], {
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(CONNECTION_TIMEOUT_MS),
  });
}

function installWithApt(machine: Machine): void {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  if (!machine.run("apt-get", ["update"], env)) return;
  machine.run("apt-get", ["install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation"], env);
}

/**
 * Finds a Chromium or Chrome for the end-to-end tests: the one CHROMIUM_PATH names, one on the system, one that Playwright has or
 * can download, and in CI, as root on Debian, one that apt can install.
 * @returns the path of its program.
 * @throws BrowserNotFound with one sentence where there is none.
 */
export function findBrowser(machine: Machine = thisMachine): string {
  const chosen = machine.env.CHROMIUM_PATH;
  if (chosen) {
    if (machine.isBrowser(chosen)) return chosen;
    throw new BrowserNotFound(`CHROMIUM_PATH names ${chosen}, which is not a browser that starts here.`);
  }
  const installed = findInstalled(machine);
  if (installed) return installed;
  downloadWithPlaywright(machine);
  const downloaded = findInstalled(machine);
  if (downloaded) return downloaded;
  if (machine.env.CI && machine.isRoot && machine.isDebian) {
    installWithApt(machine);
    const fromApt = findInstalled(machine);
    if (fromApt) return fromApt;
  }
  throw new BrowserNotFound(
    "The end-to-end tests need Chromium: install Chromium or Chrome, or name one with CHROMIUM_PATH (in CI, as root on Debian, it is installed by itself).",
  );
}

// As a program it prints the path.
if (import.meta.main) {
  try {
    console.log(findBrowser());
  } catch (error) {
    if (!(error instanceof BrowserNotFound)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
