export type ThreadLine = { code: string; text: string };

export type ThreadScript = {
  name: string;
  channel: "WHATSAPP" | "INSTAGRAM" | "FACEBOOK";
  /** How long ago its newest message was written, in milliseconds. */
  ageMs: number;
  options: Record<string, string>;
  lines: ThreadLine[];
};

const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Reads conversation scripts in the format of `data/README.md`.
 * @throws Error naming the line that cannot be read
 */
export function parseThreads(text: string): ThreadScript[] {
  const scripts: ThreadScript[] = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    if (line.startsWith("# ")) {
      scripts.push(parseHeading(line));
      continue;
    }
    const match = /^(\S+)(?: (.*))?$/.exec(line);
    const script = scripts.at(-1);
    if (!match || !script) throw new Error(`Not a line of a conversation: ${line}`);
    script.lines.push({ code: match[1] ?? "", text: match[2] ?? "" });
  }
  return scripts;
}

/** Reads "3h" or "20m" as milliseconds. */
export function parseAge(text: string): number {
  const match = /^(\d+)([smhd])$/.exec(text.trim());
  if (!match) throw new Error(`Not an age: ${text}`);
  return Number(match[1]) * (units[match[2] ?? ""] ?? 0);
}

function parseHeading(line: string): ThreadScript {
  const [name = "", channel = "", age = "", options = ""] = line
    .slice(2)
    .split("|")
    .map((part) => part.trim());
  if (channel !== "WHATSAPP" && channel !== "INSTAGRAM" && channel !== "FACEBOOK") {
    throw new Error(`Not a channel in: ${line}`);
  }
  const pairs = options
    .split(/\s+/)
    .filter(Boolean)
    .map((option) => option.split("="));
  return {
    name,
    channel,
    ageMs: parseAge(age),
    options: Object.fromEntries(pairs.map(([key, value]) => [key, value ?? ""])),
    lines: [],
  };
}
