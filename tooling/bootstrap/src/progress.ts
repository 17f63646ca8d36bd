const STILL_EVERY_MS = 10_000;

/** Milliseconds as people read them: "0.4 s", "12 s", "2 min 5 s". */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * Runs a step and shows it: when it begins, every ten seconds while it lasts, and when it ends, with its time. Plain
 * lines, so that it reads the same in a terminal, a log and CI; several steps may run at once.
 */
export async function showStep<T>(title: string, work: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  const elapsed = () => formatDuration(performance.now() - begin);
  console.log(`… ${title}`);
  const ticker = setInterval(() => console.log(`  still ${title}, ${elapsed()}`), STILL_EVERY_MS);
  try {
    const result = await work();
    console.log(`✓ ${title} (${elapsed()})`);
    return result;
  } catch (error) {
    console.log(`✗ ${title} (${elapsed()})`);
    throw error;
  } finally {
    clearInterval(ticker);
  }
}
