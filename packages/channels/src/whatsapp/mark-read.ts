import type { Credentials } from "../channel-adapter.ts";
import type { GraphClient } from "../meta/graph-client.ts";

/**
 * Shows the customer blue ticks on this message and all before it, and with `typing` that an answer is being written (Meta takes the indicator away with the
 * answer, or after 25 seconds).
 * @throws ChannelError; the call may be repeated safely, or its failure ignored
 */
export async function markRead(
  graph: GraphClient,
  credentials: Credentials,
  providerMessageId: string,
  options: { typing?: boolean } = {},
  signal?: AbortSignal,
): Promise<void> {
  await graph.request({
    method: "POST",
    path: [credentials.platformId, "messages"],
    accessToken: credentials.accessToken,
    body: {
      messaging_product: "whatsapp",
      status: "read",
      message_id: providerMessageId,
      ...(options.typing && { typing_indicator: { type: "text" } }),
    },
    ...(signal && { signal }),
  });
}
