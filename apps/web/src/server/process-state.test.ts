import { expect, it, vi } from "vitest";
import { processState } from "./process-state.ts";

it("is one for the whole process, also for a second copy of the module", async () => {
  const first = processState();
  expect(first).toMatchObject({ isDraining: false });
  first.isDraining = true;
  vi.resetModules();
  const copy = await import("./process-state.ts");
  expect(copy.processState).not.toBe(processState);
  expect(copy.processState()).toBe(first);
  first.isDraining = false;
});
