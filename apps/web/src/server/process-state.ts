/**
 * What server.ts and the bundled app of one process share: they are separate module graphs, so it lives on the global
 * object.
 */
export type ProcessState = {
  /** Set on SIGTERM: no longer ready, streams end, what is in hand is finished. */
  isDraining: boolean;
  readonly onDrain: Set<() => void>;
  close: () => Promise<void>;
};

const KEY = Symbol.for("frontdesk.process");

export function processState(): ProcessState {
  const holder = globalThis as { [KEY]?: ProcessState };
  holder[KEY] ??= { isDraining: false, onDrain: new Set(), close: async () => {} };
  return holder[KEY];
}
