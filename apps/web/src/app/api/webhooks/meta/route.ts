import { handleMetaWebhook } from "@frontdesk/core/inbound/webhook-door";
import { getWeb } from "~/server/deps.ts";

async function handle(request: Request): Promise<Response> {
  const { deps } = await getWeb();
  return handleMetaWebhook(deps, request);
}

export { handle as GET, handle as POST };
