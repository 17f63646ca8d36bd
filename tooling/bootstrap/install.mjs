// Runs on whatever Node the machine has (20 or newer), before anything is installed: built-in modules only, no TypeScript.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const pnpmVersion = manifest.devEngines.packageManager.version;
const ownFolder = join(root, "node_modules/.frontdesk");
const stampFile = join(ownFolder, "install.json");
const pnpmFolder = join(ownFolder, "bin");
const logFile = join(root, ".data/logs/install.log");
const lockFolder = join(root, ".data/install.lock");

function fail(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"));
  } catch {
    return {};
  }
}

function hashLockfile() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch} ${pnpmVersion}`);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"])
    hash.update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

function findPinnedNode() {
  const names = Object.keys(manifest.optionalDependencies ?? {}).filter((name) => name.startsWith("node-"));
  const binaries = names.map((name) => join(root, "node_modules", name, "bin/node"));
  return binaries.find((binary) => existsSync(binary));
}

function isInstalled(stamp) {
  return stamp.hash === hashLockfile() && existsSync(stamp.pnpm ?? "") && findPinnedNode() !== undefined;
}

function makeLogFolder() {
  try {
    mkdirSync(dirname(logFile), { recursive: true });
  } catch (error) {
    fail(`Frontdesk can't write to ${root}: ${error.message}.`);
  }
}

function explainInstallFailure(output) {
  const log = "The log is .data/logs/install.log.";
  if (/ENOSPC/.test(output)) return `The disk is full, so the packages could not be installed. ${log}`;
  if (/EACCES|EPERM|EROFS/.test(output))
    return `A right to write is missing, so the packages could not be installed. ${log}`;
  if (/ERR_PNPM_OUTDATED_LOCKFILE/.test(output)) {
    return "pnpm-lock.yaml does not fit the package.json files: run pnpm install and commit the lockfile.";
  }
  if (
    /ENOTFOUND|ETIMEDOUT|ECONNRE|EAI_AGAIN|ERR_SOCKET|ERR_PNPM_(META_)?FETCH|E40[0-9]|E50[0-9]|network/i.test(output)
  ) {
    return `Downloading the packages failed: check the network and npm's registry (npm config get registry), then run this again. ${log}`;
  }
  return `Installing the packages failed. ${log}`;
}

function runLogged(command, args) {
  return new Promise((settle) => {
    const log = openSync(logFile, "a");
    const child = spawn(command, args, {
      cwd: root,
      stdio: ["ignore", log, log],
      env: { ...process.env, CI: "true", NO_COLOR: "1" },
    });
    closeSync(log);
    child.once("error", (error) => settle(error.code === "ENOENT" ? "missing" : error.message));
    child.once("exit", (code, signal) => settle(code === 0 ? "done" : `ended with ${signal ?? code}`));
  });
}

async function runPnpm(args) {
  return runLogged("npx", ["--yes", `pnpm@${pnpmVersion}`, ...args]);
}

function locatePnpm() {
  // npx keeps what it fetched; its place is remembered, so that later runs find pnpm without npx.
  const found = spawnSync("npx", ["--yes", "--package", `pnpm@${pnpmVersion}`, "--call", "command -v pnpm"], {
    cwd: root,
    encoding: "utf8",
  });
  return found.stdout?.trim().split("\n").at(-1) ?? "";
}

async function withInstallLock(work) {
  for (let isFirstTry = true; ; isFirstTry = false) {
    try {
      mkdirSync(lockFolder);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") fail(`Frontdesk can't write to ${root}: ${error.message}.`);
    }
    // Touched every second by whoever holds it: an old one was left by a process that was killed.
    const age = Date.now() - (statSync(lockFolder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 10_000) rmSync(lockFolder, { recursive: true, force: true });
    else if (isFirstTry) console.log("… waiting for another install in this folder");
    await new Promise((settle) => setTimeout(settle, 250));
  }
  const touching = setInterval(() => writeFileSync(join(lockFolder, "holder"), String(process.pid)), 1_000);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    rmSync(lockFolder, { recursive: true, force: true });
  }
}

async function install() {
  const begin = Date.now();
  const seconds = () => `${Math.round((Date.now() - begin) / 1000)} s`;
  console.log("… installing packages (the first time takes a minute or two)");
  writeFileSync(logFile, "");
  const ticker = setInterval(() => console.log(`  still installing, ${seconds()}`), 15_000);
  const outcome = await runPnpm(["install", "--frozen-lockfile"]);
  clearInterval(ticker);
  const output = readFileSync(logFile, "utf8");
  if (outcome === "missing") fail("npx, which comes with npm, was not found: install npm, then run this again.");
  if (outcome !== "done") {
    console.error(output.trimEnd().split("\n").slice(-15).join("\n"));
    fail(explainInstallFailure(output));
  }
  if (!findPinnedNode()) {
    fail(
      `There is no pinned Node for ${process.platform} on ${process.arch}: Frontdesk runs on Linux and macOS (on Windows inside WSL).`,
    );
  }
  const pnpm = locatePnpm();
  if (!existsSync(pnpm)) fail(`pnpm ${pnpmVersion} was installed by npx and can't be found again: run this again.`);
  // What npx fetched may be a script without a first line, which a shell runs and other programs can't.
  mkdirSync(pnpmFolder, { recursive: true });
  writeFileSync(join(pnpmFolder, "pnpm"), `#!/bin/sh\nexec "${pnpm}" "$@"\n`, { mode: 0o755 });
  writeFileSync(stampFile, JSON.stringify({ hash: hashLockfile(), pnpm }));
  console.log(`✓ packages installed (${seconds()})`);
}

/**
 * Makes sure that the packages of the lockfile are installed, then runs a TypeScript program of this folder under the pinned Node
 * and ends as it ends. The program gets pnpm and the installed programs on its PATH.
 */
export async function runUnderPinnedNode(program, args) {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    fail(
      `Frontdesk needs Node 20 or newer to start and this is ${process.version}: install a newer one from https://nodejs.org.`,
    );
  }
  makeLogFolder();
  if (!isInstalled(readStamp())) {
    await withInstallLock(async () => {
      if (!isInstalled(readStamp())) await install();
    });
  }
  const bin = join(root, "node_modules/.bin");
  const path = [bin, pnpmFolder, process.env.PATH].join(delimiter);
  const child = spawn(findPinnedNode(), [join(root, "tooling/bootstrap/src", program), ...args], {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PATH: path },
  });
  // Ctrl-C reaches the whole terminal group, so the program has it already; other signals reach us alone.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  stopWhenNpmIsGone(child);
  child.once("error", (error) => fail(`The pinned Node can't be run: ${error.message}.`));
  child.once("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}

function stopWhenNpmIsGone(child) {
  // Killed outright, npm can't pass that on to us; the change of our parent tells.
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event || parent <= 1) return;
  setInterval(() => {
    if (process.ppid !== parent) child.kill("SIGTERM");
  }, 500).unref();
}
