import pg from "pg";

export type Notifications = {
  /** Calls `onPayload` for every notification on `channel`, and `onGap` when some may have been missed. Returns the undo. */
  subscribe(channel: string, onPayload: (payload: string) => void, onGap?: () => void): () => void;
  close(): Promise<void>;
};

type Subscriber = { channel: string; onPayload: (payload: string) => void; onGap: () => void };

/**
 * One LISTEN connection for the whole process. Notifications only wake and hint; whoever needs certainty reads rows.
 * A lost connection is opened again after 0.25 s, doubling to 5 s, and subscribers are told of the gap.
 */
export function createNotifications(url: string): Notifications {
  const subscribers = new Set<Subscriber>();
  let client: pg.Client | null = null;
  let isClosed = false;
  let retryMs = 250;
  let retryTimer: NodeJS.Timeout | undefined;
  const listened = new Set<string>();

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: url,
      application_name: "frontdesk-listen",
      keepAlive: true,
      connectionTimeoutMillis: 3_000,
    });
    next.on("notification", ({ channel, payload }) => {
      for (const subscriber of subscribers) if (subscriber.channel === channel) subscriber.onPayload(payload ?? "");
    });
    const lose = () => {
      if (client !== next) return;
      client = null;
      scheduleReconnect();
    };
    next.on("error", lose);
    next.on("end", lose);
    client = next;
    try {
      await next.connect();
      listened.clear();
      for (const { channel } of subscribers) await listenOn(channel);
      retryMs = 250;
      for (const subscriber of subscribers) subscriber.onGap();
    } catch {
      next.removeAllListeners();
      next.on("error", () => {});
      void next.end().catch(() => {});
      if (client === next) {
        client = null;
        scheduleReconnect();
      }
    }
  }

  function scheduleReconnect(): void {
    if (isClosed || retryTimer) return;
    retryTimer = setTimeout(() => {
      retryTimer = undefined;
      void connect();
    }, retryMs);
    retryTimer.unref();
    retryMs = Math.min(retryMs * 2, 5_000);
  }

  async function listenOn(channel: string): Promise<void> {
    if (!client || listened.has(channel)) return;
    listened.add(channel);
    await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
  }

  return {
    subscribe(channel, onPayload, onGap = () => {}) {
      const subscriber: Subscriber = { channel, onPayload, onGap };
      subscribers.add(subscriber);
      if (!client && !retryTimer) void connect();
      else void listenOn(channel).catch(() => {});
      return () => subscribers.delete(subscriber);
    },
    async close() {
      isClosed = true;
      clearTimeout(retryTimer);
      subscribers.clear();
      const open = client;
      client = null;
      await open?.end().catch(() => {});
    },
  };
}
