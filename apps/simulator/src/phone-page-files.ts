import { readFile } from "node:fs/promises";
import type { SimReply } from "./http/sim-http.ts";

const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

/** The page may talk to its own origin and load nothing from elsewhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Serves `src/phone-page`: `/` is its index.html, `/phone-page/…` the other files. Null when there is no such file. */
export async function servePhonePage(path: string): Promise<SimReply | null> {
  const name = path === "/" ? "index.html" : /^\/phone-page\/([a-z0-9-]+\.(?:css|js|svg))$/.exec(path)?.[1];
  if (name === undefined) return null;
  try {
    const body = await readFile(new URL(`./phone-page/${name}`, import.meta.url));
    const type = TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";
    const headers = {
      "content-type": type,
      "content-security-policy": POLICY,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    };
    return { kind: "answer", status: 200, headers, body };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
