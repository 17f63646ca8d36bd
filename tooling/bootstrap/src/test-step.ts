import type { Tally } from "./test-report.ts";

/** What a step of a test run may use. */
export interface StepContext {
  /** Of this run alone: logs, reports, databases. */
  folder: string;
  logFile: string;
}

/** One part of `npm test`. */
export interface TestStep {
  /** Unique; what `--only` takes. */
  name: string;
  title: string;
  run(context: StepContext): Promise<Tally>;
}
