/** Builds the outside world before the first request, so that a bad setting stops the start with its sentence. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next replaces exactly this text when it builds, and so leaves the rest out of its edge runtime
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { getWeb } = await import("./server/deps.ts");
    try {
      await getWeb();
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    }
  }
}
