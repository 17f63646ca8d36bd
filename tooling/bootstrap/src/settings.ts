import { SetupProblem } from "@frontdesk/db/scripts/setup-problem";

export type Environment = Record<string, string | undefined>;

/** What the start command itself decides by. The applications check their own settings when they start. */
export interface Settings {
  mode: "demo" | "live";
  webPort: number;
  simulatorPort: number;
  appUrl: string;
  databaseUrl: string | undefined;
  ownerUrl: string | undefined;
}

function readPort(name: string, text: string | undefined, fallback: number): number {
  if (!text) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new SetupProblem(`${name} must be a port between 1 and 65535, and it is ${JSON.stringify(text)}.`);
}

function readMode(env: Environment): "demo" | "live" {
  const mode = env.FRONTDESK_MODE || (env.META_APP_ID ? "live" : "demo");
  if (mode === "demo" || mode === "live") return mode;
  throw new SetupProblem(`FRONTDESK_MODE is demo or live, and it is ${JSON.stringify(mode)}.`);
}

function readDatabaseUrl(name: string, text: string | undefined): string | undefined {
  if (!text) return undefined;
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new SetupProblem(`${name} must be a postgresql:// address.`);
}

/**
 * Reads the settings of `npm start`. An empty value counts as absent, as in a copied example file.
 * @throws SetupProblem naming the first setting that is wrong, never a secret's value.
 */
export function readSettings(env: Environment): Settings {
  const webPort = readPort("WEB_PORT", env.WEB_PORT, 3000);
  const simulatorPort = readPort("SIMULATOR_PORT", env.SIMULATOR_PORT, 4000);
  if (webPort === simulatorPort)
    throw new SetupProblem(`WEB_PORT and SIMULATOR_PORT are both ${webPort}: give each its own.`);
  const databaseUrl = readDatabaseUrl("DATABASE_URL", env.DATABASE_URL);
  const ownerUrl = readDatabaseUrl("DATABASE_OWNER_URL", env.DATABASE_OWNER_URL);
  if (ownerUrl && !databaseUrl) {
    throw new SetupProblem(
      "DATABASE_OWNER_URL is set and DATABASE_URL is not: set both, or none for the embedded database.",
    );
  }
  return {
    mode: readMode(env),
    webPort,
    simulatorPort,
    appUrl: env.APP_URL || `http://localhost:${webPort}`,
    databaseUrl,
    ownerUrl,
  };
}
