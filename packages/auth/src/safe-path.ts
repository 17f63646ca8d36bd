/**
 * A place inside the app to go to after signing in, from what a link asked for. Anything that could lead a browser to
 * another origin (another scheme or host, `//`, backslashes, control characters) gives `fallback`.
 */
export function safePath(asked: unknown, fallback: string): string {
  if (typeof asked !== "string" || asked.length > 2_000) return fallback;
  // Browsers drop tabs and line breaks inside an address and take a backslash for a slash.
  if (!asked.startsWith("/") || asked.startsWith("//") || hasTrap(asked)) return fallback;
  const base = "https://frontdesk.invalid";
  try {
    const url = new URL(asked, base);
    if (url.origin !== base || url.pathname.startsWith("//")) return fallback;
    return `${url.pathname}${url.search}${url.hash}`;
  } catch {
    return fallback;
  }
}

function hasTrap(text: string): boolean {
  return [...text].some((letter) => letter === "\\" || letter < " " || letter === "\u007f");
}
