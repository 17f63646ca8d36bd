import { createHash } from "node:crypto";
import { z } from "zod";
import { HttpProblem } from "../http/sim-http.ts";
import type { Simulator } from "../simulator.ts";
import type { WebhookAnswer } from "../webhooks/post-webhook.ts";
import { serialiseLikeMeta } from "../webhooks/serialise-body.ts";
import { shiftToNow } from "../webhooks/shift-to-now.ts";
import { type SignMode, signBody } from "../webhooks/sign-body.ts";
import { observeWebhook } from "../whatsapp/observe-webhook.ts";
import { put } from "../world/world.ts";
import { type ControlRoute, readBody } from "./control-route.ts";

const rawSchema = z.strictObject({
  /** A string is sent byte for byte; anything else is written as Meta writes JSON. */
  body: z.unknown().refine((body) => body !== undefined, "is missing"),
  sign: z.enum(["good", "bad", "none", "wrong_secret", "sha1_only"]).default("good"),
  times: z.int().min(1).max(1000).default(1),
  parallel: z.boolean().default(false),
});

const fixtureSchema = z.strictObject({
  body: z.record(z.string(), z.unknown()),
  shift_to_now: z.boolean().default(true),
});

/** Webhooks as a test wants them: one attempt each, and the product's answers in the response. */
export const rawWebhookRoutes: ControlRoute[] = [
  {
    method: "POST",
    path: "/webhook/raw",
    async handle(call) {
      const { body, sign, times, parallel } = readBody(call, rawSchema);
      const text = typeof body === "string" ? body : serialiseLikeMeta(body);
      if (sign === "good" && typeof body !== "string") observeWebhook(call.sim, body);
      const results: WebhookAnswer[] = [];
      const postOne = async () => results.push(await postLogged(call.sim, text, sign, "Raw webhook"));
      if (parallel) await Promise.all(Array.from({ length: times }, postOne));
      else for (let n = 0; n < times; n += 1) await postOne();
      return { results };
    },
  },
  {
    method: "POST",
    path: "/webhook/fixture",
    async handle(call) {
      const { body, shift_to_now } = readBody(call, fixtureSchema);
      const shifted = shift_to_now ? shiftToNow(body, call.sim.clock.now()) : body;
      observeWebhook(call.sim, shifted);
      const result = await postLogged(call.sim, serialiseLikeMeta(shifted), "good", "Recorded webhook");
      return { ...result, sent: shifted };
    },
  },
];

async function postLogged(sim: Simulator, body: string, sign: SignMode, summary: string): Promise<WebhookAnswer> {
  const app = [...sim.world.apps.values()][0];
  if (!app?.callback) throw new HttpProblem(400, "The app has no webhook subscription to post to.");
  const at = sim.clock.now();
  const id = sim.identifiers.next("delivery");
  const url = app.callback.url;
  const answer = await sim.sender.post(
    url,
    body,
    signBody(body, app.secret, sign),
    sim.world.settings.webhook_timeout_ms,
  );
  const { status, error, latency_ms } = answer;
  const isSuccess = status !== null && status >= 200 && status < 300;
  const delivery = put(sim.world, "deliveries", {
    id,
    callback_url: url,
    lane: id,
    field: "raw",
    summary,
    person_ids: [],
    message_ids: [],
    body,
    body_sha256: createHash("sha256").update(body).digest("hex"),
    sign,
    created_at: at,
    first_attempt_at: at,
    attempts: [{ number: 1, at, status, error, latency_ms }],
    state: isSuccess ? "delivered" : "dropped",
    next_attempt_at: null,
  });
  sim.events.publish({ type: "delivery", data: delivery });
  return answer;
}
