import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatTally, readPlaywrightReport, readVitestReport, sumTallies } from "./test-report.ts";

let folder: string;
let report: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "frontdesk-report-"));
  report = join(folder, "report.json");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function writeVitest(...files: { status: string; tests: string[] }[]): void {
  const testResults = files.map(({ status, tests }) => ({
    status,
    assertionResults: tests.map((test) => ({ status: test })),
  }));
  writeFileSync(report, JSON.stringify({ testResults }));
}

describe("the last line", () => {
  it("sums over all steps and says both numbers", () => {
    const total = sumTallies([
      { passed: 1, failed: 0 },
      { passed: 240, failed: 2 },
      { passed: 0, failed: 1 },
    ]);
    expect(formatTally(total)).toBe("241 passed, 3 failed");
    expect(formatTally(sumTallies([]))).toBe("0 passed, 0 failed");
  });
});

describe("readVitestReport", () => {
  it("counts tests", () => {
    writeVitest({ status: "passed", tests: ["passed", "passed"] }, { status: "failed", tests: ["passed", "failed"] });
    expect(readVitestReport(report, 1)).toEqual({ passed: 3, failed: 1 });
  });

  it("counts a file that could not be loaded, and tests that did not run", () => {
    writeVitest({ status: "failed", tests: [] }, { status: "passed", tests: ["passed", "skipped", "todo"] });
    expect(readVitestReport(report, 1)).toEqual({ passed: 1, failed: 3 });
  });

  it("believes no success without tests, and none that the exit code contradicts", () => {
    expect(readVitestReport(report, 0)).toEqual({ passed: 0, failed: 1 });
    writeVitest();
    expect(readVitestReport(report, 0)).toEqual({ passed: 0, failed: 1 });
    writeVitest({ status: "passed", tests: ["passed"] });
    expect(readVitestReport(report, 1)).toEqual({ passed: 1, failed: 1 });
    expect(readVitestReport(report, 0)).toEqual({ passed: 1, failed: 0 });
  });

  it("counts a report that was cut off as a failure", () => {
    writeFileSync(report, '{"testResults": [');
    expect(readVitestReport(report, 0)).toEqual({ passed: 0, failed: 1 });
  });
});

describe("readPlaywrightReport", () => {
  const write = (stats: object, errors: unknown[] = []) => writeFileSync(report, JSON.stringify({ stats, errors }));

  it("counts flaky tests and tests that did not run as failed", () => {
    write({ expected: 7, unexpected: 1, flaky: 1, skipped: 2 });
    expect(readPlaywrightReport(report, 1)).toEqual({ passed: 7, failed: 4 });
  });

  it("counts errors outside of tests", () => {
    write({ expected: 7, unexpected: 0, flaky: 0, skipped: 0 }, [{ message: "global setup" }]);
    expect(readPlaywrightReport(report, 1)).toEqual({ passed: 7, failed: 1 });
  });

  it("believes no success without tests", () => {
    write({ expected: 0, unexpected: 0, flaky: 0, skipped: 0 });
    expect(readPlaywrightReport(report, 0)).toEqual({ passed: 0, failed: 1 });
  });
});
