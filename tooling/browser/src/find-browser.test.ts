import { describe, expect, it } from "vitest";
import { BrowserNotFound, findBrowser, type Machine } from "./find-browser.ts";

/** A machine with these browsers; `arrivals` says what running a program brings. */
function makeMachine(
  browsers: string[],
  facts: Partial<Pick<Machine, "env" | "isRoot" | "isDebian">> = {},
  arrivals: Record<string, string> = {},
): { machine: Machine; ran: string[] } {
  const ran: string[] = [];
  const machine: Machine = {
    isRoot: false,
    isDebian: false,
    ...facts,
    env: { PATH: "/usr/local/bin:/usr/bin", ...facts.env },
    isBrowser: (path) => browsers.includes(path),
    playwrightBrowser: () => "/cache/playwright/chromium",
    run: (command, args) => {
      const name = args.at(-1) === "chromium" && command !== "apt-get" ? "playwright" : `${command} ${args[0]}`;
      ran.push(name);
      const arrival = arrivals[name];
      if (arrival) browsers.push(arrival);
      return arrival !== undefined || name === "apt-get update";
    },
  };
  return { machine, ran };
}

describe("findBrowser", () => {
  it("takes the one that CHROMIUM_PATH names before any other", () => {
    const { machine } = makeMachine(["/opt/chromium", "/usr/bin/chromium"], {
      env: { CHROMIUM_PATH: "/opt/chromium" },
    });
    expect(findBrowser(machine)).toBe("/opt/chromium");
  });

  it("says so where CHROMIUM_PATH names none, instead of taking another", () => {
    const { machine } = makeMachine(["/usr/bin/chromium"], { env: { CHROMIUM_PATH: "/opt/missing" } });
    expect(() => findBrowser(machine)).toThrow("CHROMIUM_PATH names /opt/missing");
  });

  it("finds one on the system without running anything", () => {
    const { machine, ran } = makeMachine(["/usr/bin/google-chrome"]);
    expect(findBrowser(machine)).toBe("/usr/bin/google-chrome");
    expect(ran).toEqual([]);
  });

  it("lets Playwright download one where the system has none", () => {
    const { machine, ran } = makeMachine([], {}, { playwright: "/cache/playwright/chromium" });
    expect(findBrowser(machine)).toBe("/cache/playwright/chromium");
    expect(ran).toEqual(["playwright"]);
  });

  it("installs one through apt in CI, as root on Debian", () => {
    const facts = { env: { CI: "true" }, isRoot: true, isDebian: true };
    const { machine, ran } = makeMachine([], facts, { "apt-get install": "/usr/bin/chromium" });
    expect(findBrowser(machine)).toBe("/usr/bin/chromium");
    expect(ran).toEqual(["playwright", "apt-get update", "apt-get install"]);
  });

  it("leaves a person's system alone and says what to do", () => {
    const { machine, ran } = makeMachine([], { isRoot: true, isDebian: true });
    expect(() => findBrowser(machine)).toThrow(BrowserNotFound);
    expect(ran).toEqual(["playwright"]);
  });
});
