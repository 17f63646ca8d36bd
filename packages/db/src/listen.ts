import pg from "pg";

export type Notifications = {
  /** Calls `onPayload` for every notification on `channel`, and `onGap` when some may have been missed. Returns the undo. */
  subscribe(channel: string, onPayload: (payload: string) => void, onGap?: () => void): () => void;
  close(): Promise<void>;
};

export type NotificationLimits = {
  /** How often the connection is asked whether it lives. */
  checkMs?: number;
  /** How long it may take to answer. */
  answerMs?: number;
};

type Subscriber = { channel: string; onPayload: (payload: string) => void; onGap: () => void };
type Connection = { client: pg.Client; listened: Set<string>; check?: NodeJS.Timeout };

/**
 * One LISTEN connection for the whole process. Notifications only wake and hint; whoever needs certainty reads rows.
 * A lost connection is opened again after 0.25 s, doubling to 5 s, and subscribers are told of the gap. One whose other
 * end went away without a word is asked every 30 s and given up when it says nothing for 5 s.
 */
export function createNotifications(url: string, limits: NotificationLimits = {}): Notifications {
  const { checkMs = 30_000, answerMs = 5_000 } = limits;
  const subscribers = new Set<Subscriber>();
  let connection: Connection | null = null;
  let isClosed = false;
  let retryMs = 250;
  let retryTimer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: url,
      application_name: "frontdesk-listen",
      keepAlive: true,
      connectionTimeoutMillis: 3_000,
      query_timeout: answerMs,
    });
    const own: Connection = { client, listened: new Set() };
    client.on("notification", ({ channel, payload }) => {
      if (connection !== own) return;
      for (const subscriber of subscribers) if (subscriber.channel === channel) subscriber.onPayload(payload ?? "");
    });
    client.on("error", () => lose(own));
    client.on("end", () => lose(own));
    connection = own;
    try {
      await client.connect();
      for (const { channel } of subscribers) await listenOn(own, channel);
      retryMs = 250;
      if (connection !== own) return;
      own.check = setInterval(() => void client.query("SELECT 1").catch(() => lose(own)), checkMs);
      own.check.unref();
      for (const subscriber of subscribers) subscriber.onGap();
    } catch {
      lose(own);
    }
  }

  function lose(lost: Connection): void {
    if (connection !== lost) return;
    connection = null;
    clearInterval(lost.check);
    // It may take its time over a line that is dead; nobody waits for it.
    void lost.client.end().catch(() => {});
    scheduleReconnect();
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

  async function listenOn({ client, listened }: Connection, channel: string): Promise<void> {
    if (listened.has(channel)) return;
    await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    listened.add(channel);
  }

  return {
    subscribe(channel, onPayload, onGap = () => {}) {
      const subscriber: Subscriber = { channel, onPayload, onGap };
      subscribers.add(subscriber);
      const current = connection;
      if (current) void listenOn(current, channel).catch(() => lose(current));
      else if (!retryTimer) void connect();
      return () => subscribers.delete(subscriber);
    },
    async close() {
      isClosed = true;
      clearTimeout(retryTimer);
      subscribers.clear();
      const open = connection;
      connection = null;
      clearInterval(open?.check);
      await open?.client.end().catch(() => {});
    },
  };
}
