import { createHash } from "node:crypto";
import { authenticate } from "../graph/authenticate.ts";
import type { GraphCall } from "../graph/graph-call.ts";
import { GraphError, unknownObject } from "../graph/graph-error.ts";
import type { SimReply, SimRequest } from "../http/sim-http.ts";
import type { Simulator } from "../simulator.ts";
import type { Media } from "../world/entities.ts";
import { put } from "../world/world.ts";

const MINUTE_MS = 60_000;
/** Meta's media pages: a url lives 5 minutes, an id from a webhook 7 days. */
const URL_LIFE_MS = 5 * MINUTE_MS;
const ID_LIFE_MS = 7 * 24 * 60 * MINUTE_MS;

// One small file of each kind: a 1 × 1 picture, a WebP header, an Ogg page header, a PDF of one empty page.
const SAMPLE_BYTES: Record<string, string> = {
  "image/jpeg":
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z",
  "image/webp": "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==",
  "audio/ogg; codecs=opus": "T2dnUwACAAAAAAAAAAAAAAAAAAAAAAAAAAATT3B1c0hlYWQBATgBgLsAAAAAAA==",
  "video/mp4": "AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29t",
  "application/pdf": "JVBERi0xLjQKMSAwIG9iajw8L1R5cGUvQ2F0YWxvZz4+ZW5kb2JqCnRyYWlsZXI8PC9Sb290IDEgMCBSPj4KJSVFT0YK",
};

/** Stores a file as if a person had sent it and returns what the webhook says of it. */
export function storeInboundMedia(sim: Simulator, mimeType: string): Record<string, unknown> {
  const base64 = SAMPLE_BYTES[mimeType] ?? "";
  const sha256 = createHash("sha256").update(Buffer.from(base64, "base64")).digest("base64");
  const id = sim.identifiers.mediaId();
  put(sim.world, "media", { id, mime_type: mimeType, sha256, base64, created_at: sim.clock.now() });
  return { mime_type: mimeType, sha256, id, url: urlOf(sim, id) };
}

function urlOf(sim: Simulator, id: string): string {
  const expiry = sim.clock.now() + URL_LIFE_MS;
  const hash = createHash("sha256").update(`${sim.seed}:${id}:${expiry}`).digest("base64url").slice(0, 24);
  return `${sim.url}/cdn/wa/${id}?source=webhook&ext=${expiry}&hash=${hash}`;
}

/** `GET /{media id}`: a fresh url, for any token that may read WhatsApp messages. */
export function getMedia({ sim, caller, nodeId }: GraphCall): unknown {
  const media = sim.world.media.get(nodeId);
  const mayRead = caller.kind === "account" && caller.token.scopes.includes("whatsapp_business_messaging");
  if (!media || !mayRead || sim.clock.now() - media.created_at > ID_LIFE_MS) throw unknownObject("GET", nodeId);
  return {
    messaging_product: "whatsapp",
    url: urlOf(sim, media.id),
    mime_type: media.mime_type,
    sha256: Buffer.from(media.sha256, "base64").toString("hex"),
    file_size: String(bytesOf(media).length),
    id: media.id,
  };
}

function bytesOf(media: Media): Buffer {
  return Buffer.from(media.base64, "base64");
}

/** `GET /cdn/wa/{id}`: the bytes; 401 without a live token, 404 once the url is older than 5 minutes or altered. */
export function downloadMedia(sim: Simulator, request: SimRequest): SimReply {
  const id = request.path.split("/").at(-1) ?? "";
  const media = sim.world.media.get(id);
  try {
    authenticate(sim, request, {});
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return { kind: "answer", status: 401, headers: {}, body: "" };
  }
  const expiry = Number(request.query.get("ext"));
  if (!media || !(expiry > sim.clock.now())) return { kind: "answer", status: 404, headers: {}, body: "" };
  return { kind: "answer", status: 200, headers: { "content-type": media.mime_type }, body: bytesOf(media) };
}
