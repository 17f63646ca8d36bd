/** `npm start` and `pnpm dev`: the whole product on this machine, until Ctrl-C. Run by start.mjs, which brings Node and packages. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeProblem, SetupProblem } from "@frontdesk/db/scripts/setup-problem";
import { PUBLISHED_FILE, START_LOCK } from "./current-database.ts";
import { chooseSecrets, readOrMakeSecrets } from "./local-secrets.ts";
import { type OpenDatabase, openDatabase } from "./open-database.ts";
import { ensurePortIsFree } from "./ports.ts";
import { makeProductEnv, type Product, startProduct } from "./product.ts";
import { formatDuration, showStep } from "./progress.ts";
import { databaseFolder, dataFolder, repositoryRoot } from "./repository.ts";
import { endRunningCommands } from "./run-command.ts";
import { takeRunLock } from "./run-lock.ts";
import { addFirstAdmin, type SignIn, seedDemoWhenEmpty } from "./seed.ts";
import { readSettings, type Settings } from "./settings.ts";
import { runTurbo } from "./turbo.ts";

const begin = performance.now();
const isDev = process.argv.includes("--dev");
const stopping: (() => unknown)[] = [];
let isStopping = false;

async function stopEverything(exitCode: number): Promise<never> {
  if (isStopping) return new Promise(() => {});
  isStopping = true;
  endRunningCommands();
  for (const stop of stopping.toReversed()) await stop();
  process.exit(exitCode);
}

function listenForTheEnd(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      console.log("\nStopping …");
      void stopEverything(0);
    });
  }
  // Whoever read our output is gone: nothing more can be said, and there is still much to stop.
  process.stdout.on("error", () => void stopEverything(0));
}

function takeFolder(): void {
  const lock = takeRunLock(START_LOCK.file, START_LOCK.program);
  if ("holder" in lock) {
    throw new SetupProblem(
      `Frontdesk is running in this folder already (process ${lock.holder}): stop that one first.`,
    );
  }
  stopping.push(lock.release);
}

function loadEnvFile(): void {
  const file = join(repositoryRoot, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/** Lets other commands in this folder (migrating, seeding, psql) use the database while it runs. */
function publishDatabase({ databaseUrl, ownerUrl }: OpenDatabase): void {
  writeFileSync(PUBLISHED_FILE, JSON.stringify({ databaseUrl, ownerUrl }), { mode: 0o600 });
  stopping.push(() => rmSync(PUBLISHED_FILE, { force: true }));
}

function watchForBreaking(database: OpenDatabase, product: Product): void {
  const end = (sentence: string | undefined) => {
    if (isStopping || !sentence) return;
    console.error(`\n${sentence}`);
    void stopEverything(1);
  };
  void product.broken.then(end);
  void database.server?.ended.then((words) => end(words && `The database stopped: ${words.trim().split("\n").at(-1)}`));
}

function announce(settings: Settings, signIns: SignIn[]): void {
  const lines = [
    "",
    `Frontdesk is ready (${settings.mode} mode, ${formatDuration(performance.now() - begin)})`,
    "",
    `  Dashboard   ${settings.appUrl}`,
    `  Admin       ${settings.appUrl}/admin`,
  ];
  if (settings.mode === "demo") lines.push(`  Phone       http://localhost:${settings.simulatorPort}`);
  if (signIns.length > 0) lines.push("", "Sign in as");
  const width = Math.max(0, ...signIns.map(({ label }) => label.length)) + 2;
  for (const { label, email, password } of signIns) lines.push(`  ${label.padEnd(width)}${email}  ${password}`);
  lines.push("", "Ctrl-C stops all of it. Logs are in .data/logs.");
  console.log(lines.join("\n"));
}

async function start(): Promise<void> {
  loadEnvFile();
  const settings = readSettings(process.env);
  mkdirSync(dataFolder, { recursive: true });
  takeFolder();
  await ensurePortIsFree(settings.webPort, "WEB_PORT");
  if (settings.mode === "demo") await ensurePortIsFree(settings.simulatorPort, "SIMULATOR_PORT");
  const secrets = chooseSecrets(readOrMakeSecrets(join(dataFolder, "local-secrets.json")), process.env);
  const logs = join(dataFolder, "logs");
  const opening = showStep("starting the database", () => openDatabase(settings, databaseFolder(settings.mode)));
  void opening.then(
    ({ server }) => stopping.push(() => server?.stop()),
    () => {},
  );
  const building = isDev
    ? runTurbo("generate", "@frontdesk/db", logs)
    : showStep("building the web app", () => runTurbo("build", "@frontdesk/web", logs));
  const [database] = await Promise.all([opening, building]);
  publishDatabase(database);
  const env = makeProductEnv(settings, database, secrets, dataFolder);
  const options = { settings, database, env, folder: dataFolder, isDev };
  const seeding = { ownerUrl: database.ownerUrl, env, folder: dataFolder };
  const signIns =
    settings.mode === "demo"
      ? await showStep("filling the database where it is empty", () => seedDemoWhenEmpty(seeding))
      : await addFirstAdmin(seeding);
  const what = settings.mode === "demo" ? "starting web, worker and simulator" : "starting web and worker";
  const product = await showStep(what, () => startProduct(options));
  stopping.push(product.stop);
  watchForBreaking(database, product);
  announce(settings, signIns);
}

listenForTheEnd();
try {
  await start();
} catch (error) {
  if (!isStopping) console.error(`\n${describeProblem(error)}`);
  await stopEverything(1);
}
