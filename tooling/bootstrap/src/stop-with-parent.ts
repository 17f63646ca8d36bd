/**
 * Loaded into every process that we start (`node --import`): when the process that started it is gone, however that
 * ended, it is told to stop as by SIGTERM, and ends anyway after ten seconds.
 */
const GRACE_MS = 10_000;

// Programs that the process starts in turn inherit this flag and have a parent of their own to watch them.
if (process.env.FRONTDESK_STARTED_BY === String(process.ppid) && process.channel) {
  process.once("disconnect", () => {
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    process.kill(process.pid, "SIGTERM");
  });
  // The channel alone must not keep a process alive that has nothing left to do.
  process.channel.unref();
}
