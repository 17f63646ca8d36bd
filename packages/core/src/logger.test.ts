import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DomainError } from "./domain-error.ts";
import { createLogger, type LogFields } from "./logger.ts";

const written: string[] = [];

vi.mock("pino", async (importOriginal) => {
  const actual = await importOriginal<typeof import("pino")>();
  const pino = (options: import("pino").LoggerOptions) =>
    actual.pino(options, { write: (line: string) => void written.push(line) });
  return { ...actual, pino };
});

beforeEach(() => {
  written.length = 0;
});

afterEach(() => {
  vi.restoreAllMocks();
});

function logged(fields: LogFields, message = "it happened"): Record<string, unknown> {
  createLogger({ level: "debug", process: "web" }).error(message, fields);
  return JSON.parse(written.at(-1) ?? "") as Record<string, unknown>;
}

describe("a log line", () => {
  it("is JSON with the process, the time, the message and the ids", () => {
    const line = logged({ stage: "api", businessId: "b", count: 2, ms: 1.5 });
    expect(line).toMatchObject({
      process: "web",
      msg: "it happened",
      stage: "api",
      businessId: "b",
      count: 2,
      ms: 1.5,
    });
    expect(new Date(line.time as string).getFullYear()).toBeGreaterThan(2020);
    expect(written.at(-1)?.trimEnd()).not.toContain("\n");
  });

  it("is left out below the level", () => {
    const logger = createLogger({ level: "warn", process: "worker" });
    logger.debug("a");
    logger.info("b");
    logger.warn("c");
    logger.error("d");
    expect(written.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(["c", "d"]);
  });

  it("hides what must never be printed, should it get there after all", () => {
    const fields = {
      request: { authorization: "c4n4ry", access_token: "c4n4ry", cookie: "c4n4ry", text: "c4n4ry", phone: "c4n4ry" },
    };
    logged(fields as LogFields);
    expect(written.at(-1)).not.toContain("c4n4ry");
  });
});

describe("an error in the log", () => {
  it("keeps its name, code and the way to it, and loses a message that may hold values", () => {
    const error = Object.assign(new Error("Key (email)=(c4n4ry@example.com) already exists."), {
      name: "PrismaClientKnownRequestError",
      code: "P2002",
      meta: { target: "c4n4ry" },
      detail: "c4n4ry",
    });
    const line = logged({ error });
    expect(line.error).toMatchObject({ name: "PrismaClientKnownRequestError", code: "P2002" });
    expect((line.error as { stack: string }).stack).toMatch(/^\s+at .*logger\.test/);
    expect(written.at(-1)).not.toContain("c4n4ry");
  });

  it("loses a message of several lines, also in its causes", () => {
    const cause = new Error("first\nat c4n4ry\n    at c4n4ry (file:///c4n4ry:1:1)\nc4n4ry");
    logged({ error: new Error("outer c4n4ry", { cause }) });
    expect(written.at(-1)).toContain('"cause"');
    expect(written.at(-1)).not.toContain("c4n4ry");
  });

  it("says what we refused ourselves", () => {
    expect(logged({ error: new DomainError("CONFLICT", "Taken") }).error).toMatchObject({
      name: "DomainError",
      code: "CONFLICT",
      message: "Taken",
    });
  });

  it("shows of something thrown that is no error only what it is", () => {
    expect(logged({ error: "c4n4ry" }).error).toEqual({ name: "string" });
    expect(logged({ error: { secret: "c4n4ry" } }).error).toEqual({ name: "object" });
    expect(written.join("")).not.toContain("c4n4ry");
  });
});
