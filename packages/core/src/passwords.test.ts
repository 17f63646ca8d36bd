import { afterEach, describe, expect, it, vi } from "vitest";
import { createPasswords } from "./passwords.ts";

/** What runs in argon2 now, and the most that ever ran at once. */
const load = vi.hoisted(() => ({ now: 0, most: 0, onDone: [] as (() => void)[] }));

vi.mock("@node-rs/argon2", async (importOriginal) => {
  const actual = await importOriginal<typeof import("@node-rs/argon2")>();
  const watched =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      load.now += 1;
      load.most = Math.max(load.most, load.now);
      try {
        return await work(...args);
      } finally {
        load.now -= 1;
        load.onDone.shift()?.();
      }
    };
  return { ...actual, hash: watched(actual.hash), verify: watched(actual.verify) };
});

afterEach(() => {
  load.most = 0;
});

describe("a password", () => {
  it("is hashed with argon2id at OWASP's minimum, with a salt of its own", async () => {
    const passwords = createPasswords();
    const [first, second] = await Promise.all([passwords.hash("correct horse"), passwords.hash("correct horse")]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(second).not.toBe(first);
    expect(await passwords.verify(first, "correct horse")).toBe(true);
    expect(await passwords.verify(second, "correct horse")).toBe(true);
  });

  it("is compared exactly", async () => {
    const passwords = createPasswords();
    const hash = await passwords.hash("Größe 🔑 ");
    for (const wrong of ["größe 🔑 ", "Größe 🔑", "Große 🔑 ", "", "Größe 🔑  "])
      expect(await passwords.verify(hash, wrong)).toBe(false);
    expect(await passwords.verify(hash, "Größe 🔑 ")).toBe(true);
  });

  it.each(["", "plain", "$argon2id$", "$2b$10$abcdefghijklmnopqrstuv", "test:secret"])(
    "is wrong against the unreadable hash %j",
    async (hash) => {
      expect(await createPasswords().verify(hash, "secret")).toBe(false);
    },
  );
});

describe("the password of nobody", () => {
  it("is wrong, whatever it is, even that of the stand-in that it is compared with", async () => {
    const passwords = createPasswords();
    for (const tried of ["", "secret", "no such user"]) expect(await passwords.verify(null, tried)).toBe(false);
  });

  it("takes as long to be found wrong as somebody's", async () => {
    const passwords = createPasswords();
    const hash = await passwords.hash("correct horse");
    await passwords.verify(null, "warm-up");
    const took = { known: [] as number[], unknown: [] as number[] };
    for (let round = 0; round < 7; round += 1) {
      took.known.push(await time(() => passwords.verify(hash, "wrong")));
      took.unknown.push(await time(() => passwords.verify(null, "wrong")));
    }
    // The fastest of each: what others do on this machine only ever adds.
    const ratio = Math.min(...took.unknown) / Math.min(...took.known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });
});

it("is worked on four at a time at most, and none is forgotten", async () => {
  const passwords = createPasswords();
  const hash = await passwords.hash("correct horse");
  const results = await Promise.all(
    Array.from({ length: 24 }, (_, index) =>
      passwords.verify(index % 3 ? hash : null, index % 2 ? "correct horse" : "wrong"),
    ),
  );
  expect(results).toEqual(results.map((_, index) => index % 3 !== 0 && index % 2 === 1));
  expect(load.most).toBeGreaterThan(1);
  expect(load.most).toBeLessThanOrEqual(4);
});

it("is worked on four at a time also where one comes in the moment in which another is done", async () => {
  const passwords = createPasswords();
  const all: Promise<string>[] = [];
  const come = (again: boolean): void => {
    all.push(passwords.hash("correct horse"));
    // Two steps later: after the place was given up, before who waits for it could take it.
    if (again) load.onDone.push(() => queueMicrotask(() => queueMicrotask(() => come(false))));
  };
  for (let index = 0; index < 8; index += 1) come(true);
  await vi.waitFor(() => expect(all).toHaveLength(16), 10_000);
  await Promise.all(all);
  expect(load.most).toBe(4);
});

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
