import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createVirtualClock } from "./clock/virtual-clock.ts";
import { handleControl } from "./control/control-door.ts";
import { createEventHub } from "./control/event-hub.ts";
import { createPresence } from "./control/presence.ts";
import { createRequestLog } from "./control/request-log.ts";
import { createGraphFaultRules } from "./faults/graph-fault-rules.ts";
import { createWebhookFaultRules } from "./faults/webhook-fault-rules.ts";
import { handleGraph } from "./graph/graph-door.ts";
import { createTraffic } from "./graph/traffic.ts";
import { startHttpServer } from "./http/http-server.ts";
import { answerJson, type SimReply, type SimRequest } from "./http/sim-http.ts";
import { servePhonePage } from "./phone-page-files.ts";
import { createDefaultWorld } from "./seed/default-world.ts";
import { createIdentifiers } from "./seed/identifiers.ts";
import type { Simulator } from "./simulator.ts";
import { createWebhookEmitter } from "./webhooks/create-webhook-emitter.ts";
import { createWebhookSender } from "./webhooks/post-webhook.ts";
import { downloadMedia } from "./whatsapp/inbound-media.ts";
import { restoreSnapshot, takeSnapshot } from "./world/lifecycle.ts";
import type { Settings } from "./world/settings.ts";
import { snapshotSchema } from "./world/world.ts";

export type SimulatorOptions = {
  /** 0 takes a free port. */
  port: number;
  /** The product's base URL; webhooks go to its /api/webhooks/meta. */
  appUrl: string;
  appSecret: string;
  verifyToken: string;
  appId?: string;
  seed?: number;
  settings?: Partial<Settings>;
  /** Virtual milliseconds at start; the real time without it. */
  now?: number;
  /** Speed of the virtual clock; 0 stands still until it is advanced, which makes everything repeatable. */
  rate?: number;
  /** A file that is read at start, when it is there, and written when the simulator closes. */
  snapshotFile?: string;
};

export type RunningSimulator = { url: string; port: number; simulator: Simulator; close(): Promise<void> };

/**
 * Starts the simulated Meta platform on loopback: Graph API under `/graph`, control API under `/__sim`, phone page at `/`.
 * `close` drops every connection and timer. Rejects when the port is taken or the snapshot file is not one.
 */
export async function startSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const simulator = createSimulator(options);
  const { snapshotFile } = options;
  if (snapshotFile !== undefined && existsSync(snapshotFile)) {
    await restoreSnapshot(simulator, readSnapshot(snapshotFile));
  }
  const server = await startHttpServer(options.port, (request) => route(simulator, request));
  simulator.url = `http://127.0.0.1:${server.port}`;
  return {
    url: simulator.url,
    port: server.port,
    simulator,
    async close() {
      if (snapshotFile !== undefined) writeFileSync(snapshotFile, JSON.stringify(takeSnapshot(simulator)));
      simulator.clock.clear();
      simulator.webhooks.clear();
      simulator.sender.close();
      await server.close();
      simulator.clock.clear();
    },
  };
}

function createSimulator(options: SimulatorOptions): Simulator {
  const { appUrl, appSecret, verifyToken, appId = "884422110033557", seed = 1, settings = {}, now, rate = 1 } = options;
  const world = { appId, appSecret, verifyToken, appUrl, settings };
  const clock = createVirtualClock(now === undefined ? { rate } : { rate, now });
  const sender = createWebhookSender();
  const sim = {
    world: createDefaultWorld({ ...world, now: clock.now() }),
    identifiers: createIdentifiers(seed),
    seed,
    url: "",
    initial: { world, seed, now, rate },
    clock,
    events: createEventHub(),
    requests: createRequestLog(),
    presence: createPresence(),
    traffic: createTraffic(),
    graphFaults: createGraphFaultRules(),
    webhookFaults: createWebhookFaultRules(),
    sender,
  };
  // The emitter works on the simulator that it is a part of.
  const simulator = sim as typeof sim & Pick<Simulator, "webhooks">;
  return Object.assign(simulator, { webhooks: createWebhookEmitter(simulator, sender) });
}

function readSnapshot(file: string) {
  try {
    return snapshotSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new Error(`${file} is not a snapshot of this simulator; delete it or name another in SIM_SNAPSHOT.`);
  }
}

async function route(simulator: Simulator, request: SimRequest): Promise<SimReply> {
  const { path } = request;
  if (path === "/health") return answerJson({ ok: true });
  if (path.startsWith("/graph/")) return handleGraph(simulator, request);
  if (path.startsWith("/__sim/")) return handleControl(simulator, request);
  if (path.startsWith("/cdn/wa/")) return downloadMedia(simulator, request);
  return (await servePhonePage(path)) ?? answerJson({ error: `The simulator has nothing at ${path}.` }, 404);
}
