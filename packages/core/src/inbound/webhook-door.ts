import { timingSafeEqual } from "node:crypto";
import { readSignature, verifySignature } from "@frontdesk/channels/meta/verify-signature";
import type { Deps } from "../deps.ts";
import { readBody } from "./read-body.ts";
import { claimedObject, storeDelivery, WEBHOOK_CHANNEL } from "./store-delivery.ts";

/** Meta's bodies are at most 3 MB; a little more is read before a delivery is refused as too large. */
const LARGEST_BODY = 4 * 1024 * 1024 + 64 * 1024;
/** Meta waits five seconds for Messenger; the answer to a database that hangs must come well before. */
const STORE_WITHIN_MS = 3_000;

type DoorDeps = Pick<Deps, "db" | "logger" | "clock" | "webhook">;

/**
 * The door for Meta's webhooks: verify, store, 200. Nothing else runs in the request; the stored row is the work.
 *
 * GET is the handshake: 200 with the challenge, 403 for a wrong token, 400 for missing parameters. POST answers 200 after
 * one durable commit, 401 for a bad signature (nothing stored but a count), 413 for a body over 4 MB, 400 for one that
 * breaks off, 503 when the database can't take it now, so that Meta tries again. No body leads to a 500, and none is read
 * that can't be accepted: without a signature, or said to be too large.
 */
export async function handleMetaWebhook(deps: DoorDeps, request: Request): Promise<Response> {
  if (request.method === "GET") return answerHandshake(deps, new URL(request.url));
  if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "GET, POST" } });
  const signature = request.headers.get("x-hub-signature-256");
  const form = readSignature(signature);
  if ("fault" in form) return refuse(deps, 401, `signature_${form.fault}`);
  if (Number(request.headers.get("content-length") ?? 0) > LARGEST_BODY) return refuse(deps, 413, "too_large");
  const body = await readBody(request, LARGEST_BODY).catch(() => "broken" as const);
  if (body === "broken") return new Response(null, { status: 400 });
  if (!body) return refuse(deps, 413, "too_large");
  const check = verifySignature({ rawBody: body, header: signature, secrets: deps.webhook.appSecrets });
  if (!check.ok) return refuse(deps, 401, `signature_${check.reason}`, body);
  try {
    const { id } = await within(
      STORE_WITHIN_MS,
      storeDelivery(deps.db, { source: "meta", body, secretIndex: check.secretIndex }),
    );
    deps.webhook.wake(WEBHOOK_CHANNEL);
    deps.logger.debug("delivery stored", { stage: "webhook", webhookLogId: id, outcome: "stored" });
    return new Response("EVENT_RECEIVED", { status: 200, headers: { "content-type": "text/plain" } });
  } catch (error) {
    deps.logger.error("delivery not stored", { stage: "webhook", outcome: "unavailable", error });
    return new Response(null, { status: 503, headers: { "retry-after": "5" } });
  }
}

function answerHandshake(deps: DoorDeps, url: URL): Response {
  const mode = url.searchParams.get("hub.mode");
  const token = url.searchParams.get("hub.verify_token");
  const challenge = url.searchParams.get("hub.challenge");
  if (!mode || token === null || challenge === null)
    return new Response("Missing hub.mode, hub.verify_token or hub.challenge", { status: 400 });
  const isRight = mode === "subscribe" && isEqual(token, deps.webhook.verifyToken);
  if (!isRight) return new Response(null, { status: 403 });
  // Text, never HTML: the challenge is whatever the caller wrote.
  return new Response(challenge, {
    status: 200,
    headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
  });
}

function isEqual(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The answer says nothing of what would have been right; counting waits for nothing. */
function refuse(deps: DoorDeps, status: number, reason: string, body?: Uint8Array): Response {
  const minute = new Date(Math.floor(deps.clock().getTime() / 60_000) * 60_000);
  deps.webhook.refusals.count({ minute, source: "meta", object: body ? claimedObject(body) : "other", reason });
  return new Response(null, { status });
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
