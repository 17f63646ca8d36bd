import { type Algorithm, hash, verify } from "@node-rs/argon2";

/** argon2id (2) with OWASP's minimum: m = 19,456 KiB, t = 2, p = 1. */
const PARAMETERS = { algorithm: 2 as Algorithm, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each takes 19 MiB and a core: more at once would let sign-in attempts starve everything else. */
const AT_ONCE = 4;

export type Passwords = {
  hash(password: string): Promise<string>;
  /** False for a wrong password or an unreadable hash. With no hash (no such user) the same work is done, so that time tells nothing. */
  verify(passwordHash: string | null, password: string): Promise<boolean>;
};

/** Password hashing, at most four at a time. */
export function createPasswords(): Passwords {
  let running = 0;
  const waiting: (() => void)[] = [];
  const limited = async <T>(work: () => Promise<T>): Promise<T> => {
    while (running >= AT_ONCE) await new Promise<void>((proceed) => waiting.push(proceed));
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
  let decoy: Promise<string> | undefined;
  return {
    hash: (password) => limited(() => hash(password, PARAMETERS)),
    async verify(passwordHash, password) {
      decoy ??= limited(() => hash("no such user", PARAMETERS));
      const against = passwordHash ?? (await decoy);
      const matches = await limited(() => verify(against, password).catch(() => false));
      return matches && passwordHash !== null;
    },
  };
}
