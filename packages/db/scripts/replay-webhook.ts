/** `pnpm webhook:replay <id> | --quarantined` gives deliveries that were set aside to the inbound worker again. */
import { createDb, type Db } from "../src/client.ts";
import { isDatabaseUnavailable } from "../src/database-errors.ts";
import { listQuarantinedWebhookLogs, replayWebhookLog } from "../src/replay-webhook-log.ts";
import { describeProblem, SetupProblem } from "./setup-problem.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function replayOne(db: Db, id: string): Promise<void> {
  const outcome = await replayWebhookLog(db, id);
  if (outcome === "unknown") throw new SetupProblem(`There is no delivery ${id}.`);
  if (outcome === "not-quarantined") throw new SetupProblem(`Delivery ${id} is not set aside, so it stays as it is.`);
  console.log(`Delivery ${id} is tried again as soon as a worker runs.`);
}

async function replayAll(db: Db): Promise<void> {
  const ids = await listQuarantinedWebhookLogs(db);
  let replayed = 0;
  for (const id of ids) if ((await replayWebhookLog(db, id)) === "replayed") replayed += 1;
  console.log(replayed === 0 ? "No delivery is set aside." : `Deliveries that are tried again: ${replayed}.`);
}

async function main(words: readonly string[]): Promise<void> {
  const [word] = words;
  if (words.length !== 1 || !word || (word !== "--quarantined" && !UUID.test(word)))
    throw new SetupProblem(
      "Say which delivery: pnpm webhook:replay <id of the WebhookLog row>, or --quarantined for all.",
    );
  const url = process.env.DATABASE_URL;
  if (!url) throw new SetupProblem("DATABASE_URL is not set; pnpm webhook:replay sets it to the current database.");
  const db = createDb({ url, poolSize: 1, applicationName: "frontdesk-replay" });
  try {
    await (word === "--quarantined" ? replayAll(db) : replayOne(db, word));
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error;
    throw new SetupProblem("The database can't be reached now; nothing was lost, try again.");
  } finally {
    await db.close();
  }
}

try {
  await main(process.argv.slice(2).filter((word) => word !== "--"));
} catch (error) {
  console.error(describeProblem(error));
  process.exitCode = 1;
}
