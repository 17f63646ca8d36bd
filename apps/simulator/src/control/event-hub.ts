/** What the phone page hears about, as it happens. */
export type SimEvent = {
  type: "message" | "thread" | "person" | "delivery" | "request" | "faults" | "clock" | "reset";
  data: unknown;
};

export type EventHub = {
  publish(event: SimEvent): void;
  subscribe(listener: (event: SimEvent) => void): () => void;
};

export function createEventHub(): EventHub {
  const listeners = new Set<(event: SimEvent) => void>();
  return {
    publish(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
