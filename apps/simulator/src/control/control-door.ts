import { ZodError } from "zod";
import { answerJson, HttpProblem, type SimReply, type SimRequest } from "../http/sim-http.ts";
import type { Simulator } from "../simulator.ts";
import { clockRoutes } from "./clock-routes.ts";
import { type ControlRoute, describeProblem, type RawReply } from "./control-route.ts";
import { faultRoutes } from "./fault-routes.ts";
import { personRoutes } from "./person-routes.ts";
import { phonePageRoutes } from "./phone-page-routes.ts";
import { rawWebhookRoutes } from "./raw-webhook-routes.ts";
import { worldRoutes } from "./world-routes.ts";

const routes: ControlRoute[] = [
  ...clockRoutes,
  ...faultRoutes,
  ...personRoutes,
  ...phonePageRoutes,
  ...rawWebhookRoutes,
  ...worldRoutes,
];

/** The control API under `/__sim`. Whatever is wrong with a call is answered with a status and `{"error": "a sentence"}`. */
export async function handleControl(sim: Simulator, request: SimRequest): Promise<SimReply> {
  try {
    const { route, params } = findRoute(request);
    const result = await route.handle({ sim, request, params });
    return isRawReply(result) ? result.reply : answerJson(result ?? { ok: true });
  } catch (error) {
    if (error instanceof ZodError) return answerJson({ error: describeProblem(error) }, 400);
    if (error instanceof HttpProblem) return answerJson({ error: error.message }, error.status);
    throw error;
  }
}

function isRawReply(result: unknown): result is RawReply {
  return typeof result === "object" && result !== null && "reply" in result;
}

function findRoute(request: SimRequest): { route: ControlRoute; params: Record<string, string> } {
  const segments = request.path.split("/").slice(2);
  for (const route of routes) {
    const params = route.method === request.method ? matchPath(route.path, segments) : null;
    if (params) return { route, params };
  }
  throw new HttpProblem(404, `The control API has no ${request.method} ${request.path}.`);
}

function matchPath(path: string, segments: string[]): Record<string, string> | null {
  const wanted = path.split("/").slice(1);
  if (wanted.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const actual = segments[index] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = safeDecode(actual);
    else if (part !== actual) return null;
  }
  return params;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
