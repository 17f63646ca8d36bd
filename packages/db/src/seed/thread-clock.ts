import { parseAge, type ThreadScript } from "./parse-threads.ts";
import type { Random } from "./random.ts";

const messageCodes = new Set(["c", "a", "a!", "h", "m", "p"]);

/**
 * Decides when each line of a script happened: people take minutes, the agent seconds. The newest message is as old as
 * the script says; what follows it (a reaction, a resolve) comes right after, never later than now.
 */
export function timeLines(script: ThreadScript, now: Date, random: Random): Date[] {
  let offset = 0;
  let extra = 0;
  let lastMessage = 0;
  const offsets = script.lines.map(({ code, text }, position) => {
    if (code === "+") {
      extra += parseAge(text);
      return offset;
    }
    offset += position === 0 ? 0 : extra + gapBefore(code, random);
    extra = 0;
    if (messageCodes.has(code)) lastMessage = offset;
    return offset;
  });
  const start = now.getTime() - script.ageMs - lastMessage;
  return offsets.map((at) => new Date(Math.min(start + at, now.getTime())));
}

function gapBefore(code: string, random: Random): number {
  if (code === "c") return random.between(15_000, 140_000);
  if (code === "a" || code === "a!" || code === "h") return random.between(1_900, 3_800);
  if (code === "m") return random.between(70_000, 420_000);
  if (code === "p") return random.between(240_000, 1_200_000);
  return random.between(4_000, 20_000);
}
