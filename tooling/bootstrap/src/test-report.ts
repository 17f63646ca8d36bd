import { existsSync, readFileSync } from "node:fs";

/** How many tests or checks passed and failed. */
export interface Tally {
  passed: number;
  failed: number;
}

/** Adds tallies up. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** The last line of `npm test`. */
export function formatTally({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
}

/**
 * A runner that says "all passed" is believed only with a report of tests: without one, with none in it, or with an exit code that
 * contradicts it (an error outside of any test), one failure is counted.
 */
function judge(tally: Tally, exitCode: number): Tally {
  const hasRun = tally.passed + tally.failed > 0;
  const hidesFailure = tally.failed === 0 && (exitCode !== 0 || !hasRun);
  return hidesFailure ? { ...tally, failed: 1 } : tally;
}

function readJson<T>(file: string): T | undefined {
  try {
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : undefined;
  } catch {
    // Cut off: the runner ended while it wrote.
    return undefined;
  }
}

interface VitestReport {
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** Counts what vitest's JSON report says. A file that could not be loaded is one failure; a test that did not run has not passed. */
export function readVitestReport(file: string, exitCode: number): Tally {
  const tally = { passed: 0, failed: 0 };
  for (const { status, assertionResults } of readJson<VitestReport>(file)?.testResults ?? []) {
    const failures = assertionResults.filter((test) => test.status !== "passed").length;
    tally.passed += assertionResults.length - failures;
    tally.failed += failures === 0 && status === "failed" ? 1 : failures;
  }
  return judge(tally, exitCode);
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
}

/** Counts what Playwright's JSON report says. Flaky is failed, and so is a test that did not run. */
export function readPlaywrightReport(file: string, exitCode: number): Tally {
  const report = readJson<PlaywrightReport>(file);
  if (!report) return judge({ passed: 0, failed: 0 }, exitCode);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return judge({ passed: expected, failed: unexpected + flaky + skipped + report.errors.length }, exitCode);
}
