import type { Deps } from "@frontdesk/core/deps";
import { DomainError, type DomainErrorCode } from "@frontdesk/core/domain-error";
import type { LogFields } from "@frontdesk/core/logger";
import { TRPCError } from "@trpc/server";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { callProcedure } from "./call-procedure.ts";
import { MASKED_MESSAGE } from "./error-mapping.ts";
import { type Context, createRouter, publicProcedure } from "./trpc.ts";

const SECRET = "c4n4ry: SELECT * FROM \"User\" WHERE email = 'a@example.com'";
const REQUEST_ID = "0195b1b4-7c1e-7000-8000-000000000001";

const TABLE: [DomainErrorCode, string, number][] = [
  ["NOT_FOUND", "NOT_FOUND", 404],
  ["UNAUTHENTICATED", "UNAUTHORIZED", 401],
  ["FORBIDDEN", "FORBIDDEN", 403],
  ["INVALID", "BAD_REQUEST", 400],
  ["CONFLICT", "CONFLICT", 409],
  ["RATE_LIMITED", "TOO_MANY_REQUESTS", 429],
  ["WINDOW_CLOSED", "PRECONDITION_FAILED", 412],
  ["UNAVAILABLE", "SERVICE_UNAVAILABLE", 503],
];

const UNEXPECTED: Record<string, () => unknown> = {
  "an error": () => new Error(SECRET),
  "an error with a cause": () => new Error("outer", { cause: new Error(SECRET) }),
  "a text": () => SECRET,
  nothing: () => undefined,
  "an object": () => ({ code: "NOT_FOUND", message: SECRET }),
  "a database error": () => Object.assign(new Error(SECRET), { code: "P2002", meta: { target: SECRET } }),
  "a ZodError of our own making": () => z.object({ [SECRET]: z.string() }).safeParse({}).error,
  "an internal error of tRPC's": () => new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: SECRET }),
};

const logged: { message: string; fields: LogFields }[] = [];

function contextWith(): Context {
  logged.length = 0;
  const log = (message: string, fields: LogFields = {}) => void logged.push({ message, fields });
  const deps = { logger: { debug() {}, info: log, warn: log, error: log } } as unknown as Deps;
  return { deps, person: null, requestId: REQUEST_ID, recheck: async () => null };
}

function throwing(error: () => unknown) {
  return createRouter({
    fails: publicProcedure.mutation(() => {
      throw error();
    }),
    streams: publicProcedure.subscription(async function* () {
      yield 1;
      throw error();
    }),
    dies: publicProcedure.subscription(async function* () {
      if (logged.length >= 0) throw error();
      yield 1;
    }),
  });
}

describe("the error table", () => {
  it.each(TABLE)("%s becomes %s with status %i", async (code, trpcCode, status) => {
    const router = throwing(() => new DomainError(code, "A sentence for people", { cause: new Error(SECRET) }));
    const answer = await callProcedure("fails", undefined, contextWith, router);
    expect(answer.status).toBe(status);
    expect(answer.error).toMatchObject({
      message: "A sentence for people",
      data: { code: trpcCode, httpStatus: status, requestId: REQUEST_ID, fieldErrors: null },
    });
    expect(answer.text).not.toContain("c4n4ry");
    expect(answer.error?.data.stack).toBeUndefined();
    expect(logged).toEqual([]);
  });

  it("names the field that a refusal is about", async () => {
    const router = throwing(() => new DomainError("CONFLICT", "Taken", { field: "email" }));
    const { error } = await callProcedure("fails", undefined, contextWith, router);
    expect(error?.data.fieldErrors).toEqual({ email: ["Taken"] });
  });
});

describe("what was not expected", () => {
  it.each(Object.entries(UNEXPECTED))("is masked with the request's id and logged: %s", async (_name, error) => {
    const answer = await callProcedure("fails", undefined, contextWith, throwing(error));
    expect(answer.status).toBe(500);
    expect(answer.error).toMatchObject({
      message: MASKED_MESSAGE,
      data: { code: "INTERNAL_SERVER_ERROR", requestId: REQUEST_ID, fieldErrors: null },
    });
    expect(answer.text).not.toContain("c4n4ry");
    expect(logged).toHaveLength(1);
    expect(logged[0]?.fields).toMatchObject({ requestId: REQUEST_ID, reason: "fails" });
    expect(logged[0]?.fields.error).toBeDefined();
  });

  it.each(Object.entries(UNEXPECTED))("is masked in a stream that began already: %s", async (_name, error) => {
    const answer = await callProcedure("dies", undefined, contextWith, throwing(error));
    expect(answer.error?.message).toBe(MASKED_MESSAGE);
    expect(answer.error?.data.fieldErrors).toBeNull();
    expect(answer.text).not.toContain("c4n4ry");
  });

  it("is masked when it happens before there is a context", async () => {
    const answer = await callProcedure(
      "fails",
      undefined,
      () => Promise.reject(new Error(SECRET)),
      throwing(() => undefined),
    );
    expect(answer.status).toBe(500);
    expect(answer.error?.message).toBe(MASKED_MESSAGE);
    expect(answer.text).not.toContain("c4n4ry");
  });

  it("is an answer that does not have its own shape: what was wrong with it stays inside", async () => {
    const router = createRouter({
      fails: publicProcedure.output(z.object({ c4n4ry: z.string() })).mutation(() => ({}) as { c4n4ry: string }),
    });
    const answer = await callProcedure("fails", undefined, contextWith, router);
    expect(answer.status).toBe(500);
    expect(answer.error).toMatchObject({ message: MASKED_MESSAGE, data: { fieldErrors: null } });
    expect(answer.text).not.toContain("c4n4ry");
    expect(logged).toHaveLength(1);
  });
});

describe("a wrong input", () => {
  const router = createRouter({
    save: publicProcedure
      .input(
        z
          .object({
            name: z.string().min(1, "Write a name").max(3, "Shorter"),
            hours: z.array(z.object({ from: z.number("A number") })),
          })
          .strict(),
      )
      .mutation(() => null),
  });

  it("is told by field, in words", async () => {
    const answer = await callProcedure("save", { name: "", hours: [{ from: 1 }, { from: "x" }] }, contextWith, router);
    expect(answer.status).toBe(400);
    expect(answer.error?.data).toMatchObject({
      code: "BAD_REQUEST",
      fieldErrors: { name: ["Write a name"], "hours.1.from": ["A number"] },
    });
  });

  it("is told as the form's where it is about no field", async () => {
    const answer = await callProcedure("save", { name: "a", hours: [], role: "SUPER_ADMIN" }, contextWith, router);
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.error?.data.fieldErrors ?? {})).toEqual(["form"]);
  });

  it("is refused when it is no input at all", async () => {
    for (const input of [undefined, null, "text", 1, []]) {
      const answer = await callProcedure("save", input, contextWith, router);
      expect(answer.status).toBe(400);
    }
  });

  it("is not found when there is no such procedure", async () => {
    const answer = await callProcedure("nothing.here", undefined, contextWith, router);
    expect(answer.status).toBe(404);
    expect(answer.error?.data.code).toBe("NOT_FOUND");
  });
});
