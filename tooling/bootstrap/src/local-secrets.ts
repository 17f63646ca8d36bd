import { randomBytes, randomInt } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { SetupProblem } from "@frontdesk/db/scripts/setup-problem";

/** What a demo needs and nobody should have to invent; made once per folder and kept, since rows are encrypted with it. */
export interface LocalSecrets {
  AUTH_SECRET: string;
  ENCRYPTION_KEY: string;
  META_APP_ID: string;
  META_APP_SECRET: string;
  META_WEBHOOK_VERIFY_TOKEN: string;
}

function makeSecrets(): LocalSecrets {
  return {
    AUTH_SECRET: randomBytes(32).toString("base64url"),
    ENCRYPTION_KEY: randomBytes(32).toString("hex"),
    META_APP_ID: `8${String(randomInt(10 ** 14)).padStart(14, "0")}`,
    META_APP_SECRET: randomBytes(16).toString("hex"),
    META_WEBHOOK_VERIFY_TOKEN: randomBytes(16).toString("base64url"),
  };
}

/**
 * Reads the secrets of this folder, or makes them, readable by their owner only.
 * @throws SetupProblem where the file is damaged or can't be written.
 */
export function readOrMakeSecrets(file: string): LocalSecrets {
  try {
    if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as LocalSecrets;
    const secrets = makeSecrets();
    mkdirSync(dirname(file), { recursive: true });
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    renameSync(unfinished, file);
    return secrets;
  } catch (cause) {
    throw new SetupProblem(`The local secrets in ${file} can't be read or made: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

/** The local secrets, each replaced by the environment's own where that is set. */
export function chooseSecrets(local: LocalSecrets, env: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(local).map(([name, value]) => [name, env[name] || value]));
}
