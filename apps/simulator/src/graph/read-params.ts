import type { SimRequest } from "../http/sim-http.ts";
import { serialiseLikeMeta } from "../webhooks/serialise-body.ts";
import { GraphError } from "./graph-error.ts";

/** Query and body (JSON or form) as one object; the body wins. Throws GraphError 100 for a body that is not an object. */
export function readParams(request: SimRequest): Record<string, unknown> {
  const query = Object.fromEntries(request.query);
  if (request.rawBody.length === 0) return query;
  const text = request.rawBody.toString("utf8");
  if ((request.headers["content-type"] ?? "").includes("application/x-www-form-urlencoded")) {
    return { ...query, ...Object.fromEntries(new URLSearchParams(text)) };
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new GraphError(100, { message: "(#100) Invalid parameter", details: "The request body is not valid JSON." });
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new GraphError(100, { details: "The request body must be a JSON object." });
  }
  return { ...query, ...body };
}

/** Picks the asked `fields` of a node, always with its id; without `fields` the node's usual ones. */
export function pickFields(node: Record<string, unknown>, fields: unknown, usual: string[]): Record<string, unknown> {
  const asked = typeof fields === "string" && fields !== "" ? fields.split(",").map((name) => name.trim()) : usual;
  const picked = asked.map((name) => name.replace(/[{(.].*$/, "")).filter((name) => node[name] !== undefined);
  return Object.fromEntries([...new Set([...picked, "id"])].map((name) => [name, node[name]]));
}

/** One page of a Graph list, with cursors. */
export function paginate(rows: Record<string, unknown>[], params: Record<string, unknown>): Record<string, unknown> {
  const limit = Math.min(Math.max(Number(params.limit ?? 25) || 25, 1), 100);
  const cursorOf = (index: number) => Buffer.from(String(index)).toString("base64url");
  const after = typeof params.after === "string" ? Number(Buffer.from(params.after, "base64url").toString()) : -1;
  if (Number.isNaN(after)) throw new GraphError(100, { message: "(#100) Invalid cursors values" });
  const start = after + 1;
  const data = rows.slice(start, start + limit);
  if (data.length === 0) return { data };
  const cursors = { before: cursorOf(start), after: cursorOf(start + data.length - 1) };
  const hasMore = start + data.length < rows.length;
  return { data, paging: { cursors, ...(hasMore ? { next: `?limit=${limit}&after=${cursors.after}` } : {}) } };
}

/** The Graph API writes its JSON like its webhooks: ASCII only, with escaped slashes. */
export function writeGraphJson(body: unknown): string {
  return serialiseLikeMeta(body);
}
