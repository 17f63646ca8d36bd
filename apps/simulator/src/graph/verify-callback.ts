import type { Simulator } from "../simulator.ts";
import { createWebhookSender } from "../webhooks/post-webhook.ts";
import { GraphError } from "./graph-error.ts";

/**
 * Sends Meta's verification GET to a callback and returns it if the body of a 200 is exactly the challenge. Throws GraphError
 * 100 for a malformed callback and 2200 when the answer is wrong.
 */
export async function verifyCallback(
  sim: Simulator,
  url: unknown,
  verifyToken: unknown,
): Promise<{ url: string; verify_token: string }> {
  if (typeof url !== "string" || !URL.canParse(url) || typeof verifyToken !== "string") {
    throw new GraphError(100, { details: "The callback URL and the verify token are required." });
  }
  const challenge = String(
    1_000_000_000 + Math.floor(sim.identifiers.fraction(sim.identifiers.next("challenge")) * 1e9),
  );
  const target = new URL(url);
  target.searchParams.set("hub.mode", "subscribe");
  target.searchParams.set("hub.challenge", challenge);
  target.searchParams.set("hub.verify_token", verifyToken);
  const sender = createWebhookSender();
  const answer = await sender.get(target.href, sim.world.settings.webhook_timeout_ms);
  sender.close();
  if (answer.status === 200 && answer.body === challenge) return { url, verify_token: verifyToken };
  const problem = answer.status === null ? `Error = ${answer.error}` : `HTTP Status Code = ${answer.status}`;
  throw new GraphError(2200, {
    message: `(#2200) Callback verification failed with the following errors: ${problem}; HTTP Message = ${answer.body.slice(0, 80)}`,
  });
}
