/**
 * Runs a program with hot reload (`node --watch`) for `pnpm dev`. The watching process knows nothing of whoever started it, so this
 * stands between them and stops it.
 */
import { spawn } from "node:child_process";

const [program = "", ...args] = process.argv.slice(2);
const watcher = spawn(process.execPath, ["--watch", "--watch-preserve-output", program, ...args], { stdio: "inherit" });
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => watcher.kill("SIGTERM"));
watcher.once("exit", (code) => process.exit(code ?? 0));
