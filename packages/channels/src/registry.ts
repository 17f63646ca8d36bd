import type { MetaChannel } from "@frontdesk/validators/channel";
import type { AssetKind, ChannelAdapter, ChannelEvent } from "./channel-adapter.ts";
import type { JsonValue } from "./meta/clean-json.ts";
import { createGraphClient } from "./meta/graph-client.ts";
import { isRecord, textAt } from "./meta/read-json.ts";
import { ignored, type KeyPrefix, listBodies, readEntries } from "./meta/webhook-body.ts";
import { createWhatsAppAdapter } from "./whatsapp/adapter.ts";

/** All channels behind Meta's webhook, as `deps.channels`. */
export type Channels = {
  /** @throws Error for a channel that cannot be connected yet */
  adapterFor(channel: MetaChannel): ChannelAdapter;
  /** Every event of a delivery, whatever channel it is of. Never throws; what belongs to no channel is kept as `ignored`. */
  parseWebhook(body: unknown): ChannelEvent[];
};

type WebhookObject = {
  readonly channel: MetaChannel;
  readonly assetKind: AssetKind;
  readonly prefix: KeyPrefix;
};

/** The words in `object` of a webhook body. */
const WEBHOOK_OBJECTS = new Map<string, WebhookObject>([
  ["whatsapp_business_account", { channel: "WHATSAPP", assetKind: "WABA", prefix: "wa" }],
  ["instagram", { channel: "INSTAGRAM", assetKind: "INSTAGRAM_ACCOUNT", prefix: "ig" }],
  ["page", { channel: "FACEBOOK", assetKind: "PAGE", prefix: "fb" }],
]);

/** Builds the adapters against one Graph host: Meta's, or the simulator's. */
export function createChannels(options: {
  readonly graphUrl: string;
  readonly graphVersion?: string;
  readonly appSecret: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly timeoutMs?: number;
}): Channels {
  const graph = createGraphClient({
    baseUrl: options.graphUrl,
    appSecret: options.appSecret,
    ...(options.graphVersion !== undefined && { version: options.graphVersion }),
    ...(options.fetch && { fetch: options.fetch }),
    ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
  });
  const adapters = new Map<MetaChannel, ChannelAdapter>([["WHATSAPP", createWhatsAppAdapter(graph)]]);

  return {
    adapterFor(channel) {
      const adapter = adapters.get(channel);
      if (adapter === undefined) throw new Error(`${channel} has no adapter: it cannot be connected yet.`);
      return adapter;
    },
    parseWebhook: (body) => listBodies(body).flatMap((single) => parseBody(adapters, single)),
  };
}

function parseBody(adapters: ReadonlyMap<MetaChannel, ChannelAdapter>, body: JsonValue): ChannelEvent[] {
  const word = isRecord(body) ? textAt(body, "object") : undefined;
  const object = WEBHOOK_OBJECTS.get(word ?? "");
  if (object === undefined) {
    // The empty id belongs to no business, whatever ids the body may name.
    return [ignored("meta", { kind: "WABA", id: "" }, body, `unknown object ${word?.slice(0, 64) ?? "(none)"}`)];
  }
  const adapter = adapters.get(object.channel);
  if (adapter !== undefined) return adapter.parseWebhook(body);
  return readEntries(body, object.prefix, object.assetKind, (entry, asset) => [
    ignored(object.prefix, asset, entry, `${object.channel} cannot be connected yet`),
  ]);
}
