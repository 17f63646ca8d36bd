import { describe, expect, it } from "vitest";
import { findSkippedTests } from "./no-skips.ts";

const countSkips = (code: string) => findSkippedTests("a.test.ts", code).length;

describe("findSkippedTests", () => {
  it.each([
    "it.skip('a', () => {});",
    "test.only('a', () => {});",
    "describe.todo('a');",
    "it.skipIf(true)('a', () => {});",
    "test.describe.skip('a', () => {});",
    "it.concurrent.only('a', () => {});",
    "it.each([1]).skip('a', () => {});",
    "test.fixme('a', async () => {});",
    "test.skip(process.platform === 'win32');",
    "xit('a', () => {});",
    "it('a', ({ skip }) => { skip(); });",
    "it('a', (context) => { context.skip(); });",
  ])("finds %s", (code) => expect(countSkips(code)).toBe(1));

  it.each([
    "it('does not skip or only', () => {});",
    "// it.skip('a')\nit('a', () => {});",
    "it('a', async () => { await db.message.findMany({ skip: 10 }); });",
    "it.each([1, 2])('a %i', () => {});",
    "const text = 'it.only(1)';",
    "cursor.skip(2);",
  ])("lets pass %s", (code) => expect(countSkips(code)).toBe(0));

  it("says where", () => {
    expect(findSkippedTests("a.test.ts", "\nit.only('a', () => {});")[0]?.where).toBe("a.test.ts:2");
  });
});
