"use client";

import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import type { TimeReading } from "./format-time.ts";

type ServerTime = { now: number; timeZone: string };

const ServerTimeContext = createContext<ServerTime>({ now: 0, timeZone: "UTC" });

/**
 * Lets times be part of the server's HTML: the first render in the browser repeats the server's moment and zone, so
 * that hydration agrees, and the render after it uses the person's own.
 */
export function TimeProvider({ now, timeZone, children }: ServerTime & { children: ReactNode }) {
  return <ServerTimeContext value={{ now, timeZone }}>{children}</ServerTimeContext>;
}

/** The person's language and time zone. */
export function useTimeReading(): TimeReading {
  const server = useContext(ServerTimeContext);
  const locale = useSyncExternalStore(
    subscribeToNothing,
    () => navigator.language,
    () => "en-GB",
  );
  const timeZone = useSyncExternalStore(
    subscribeToNothing,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => server.timeZone,
  );
  return { locale, timeZone };
}

/** The present in milliseconds, renewed every 20 s: ages on the page grow without a reload. */
export function useNow(): number {
  const server = useContext(ServerTimeContext);
  return useSyncExternalStore(
    subscribeToClock,
    () => clock.now,
    () => server.now,
  );
}

const TICK_MS = 20_000;
const clock = { now: Date.now() };
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick() {
  clock.now = Date.now();
  for (const listener of listeners) listener();
}

function subscribeToClock(listener: () => void): () => void {
  listeners.add(listener);
  // A tab that slept has an old time until its first tick.
  if (listeners.size === 1) {
    timer = setInterval(tick, TICK_MS);
    document.addEventListener("visibilitychange", tick);
    clock.now = Date.now();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    document.removeEventListener("visibilitychange", tick);
  };
}

function subscribeToNothing(): () => void {
  return () => {};
}
