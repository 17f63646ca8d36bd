import { isReady } from "@frontdesk/core/admin/is-ready";
import { getWeb } from "~/server/deps.ts";
import { processState } from "~/server/process-state.ts";

/** Whether requests should be sent here: connected to a migrated database, and not draining. */
export async function GET(): Promise<Response> {
  if (processState().isDraining) return Response.json({ ok: false }, { status: 503 });
  try {
    const { deps } = await getWeb();
    return (await isReady(deps)) ? Response.json({ ok: true }) : Response.json({ ok: false }, { status: 503 });
  } catch {
    return Response.json({ ok: false }, { status: 503 });
  }
}

export const dynamic = "force-dynamic";
