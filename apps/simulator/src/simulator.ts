import type { VirtualClock } from "./clock/virtual-clock.ts";
import type { EventHub } from "./control/event-hub.ts";
import type { Presence } from "./control/presence.ts";
import type { RequestLog } from "./control/request-log.ts";
import type { GraphFaultRules } from "./faults/graph-fault-rules.ts";
import type { WebhookFaultRules } from "./faults/webhook-fault-rules.ts";
import type { Traffic } from "./graph/traffic.ts";
import type { WorldOptions } from "./seed/default-world.ts";
import type { Identifiers } from "./seed/identifiers.ts";
import type { WebhookSender } from "./webhooks/post-webhook.ts";
import type { WebhookEmitter } from "./webhooks/webhook-emitter.ts";
import type { World } from "./world/world.ts";

/** Without `now` the clock starts at the real time. */
export type InitialState = { world: Omit<WorldOptions, "now">; seed: number; now: number | undefined; rate: number };

/**
 * One simulated platform: what every route and every timer works on. `world` and `identifiers` are replaced by a reset
 * or a restore, so nothing may keep a reference to them across an await.
 */
export type Simulator = {
  world: World;
  identifiers: Identifiers;
  seed: number;
  /** Base URL under which this process answers; media links in webhooks start with it. */
  url: string;
  /** What a reset goes back to. */
  readonly initial: InitialState;
  readonly clock: VirtualClock;
  readonly events: EventHub;
  readonly requests: RequestLog;
  readonly presence: Presence;
  readonly traffic: Traffic;
  readonly graphFaults: GraphFaultRules;
  readonly webhookFaults: WebhookFaultRules;
  readonly webhooks: WebhookEmitter;
  readonly sender: WebhookSender;
};
